package dev.onbehalf.web.problem;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

@CheckedTemplate(basePath = "problem")
final class ProblemPages {

    private ProblemPages() {}

    static native TemplateInstance problem(Problem problem);
}
