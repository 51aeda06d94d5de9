package dev.onbehalf.orders.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@DisplayName("The settings of approval")
@DisplayNameGeneration(ReplaceUnderscores.class)
class TheSettingsOfApprovalTest {

    private record Settings(BigDecimal stepUpAbove, String authenticationContext) implements ApprovalConfig {}

    @TestFactory
    List<DynamicTest> stop_the_start_when_they_cannot_work() {
        return List.of(
                refused("1000.00", "c0", "c1 to c99"),
                refused("1000.00", "c100", "c1 to c99"),
                refused("1000.00", "mfa", "c1 to c99"),
                refused("1000.00", "c1\"}", "c1 to c99"),
                refused("-0.01", "c1", "orders.approval.step-up-above"));
    }

    @Test
    void are_told_when_it_starts() {
        ApprovalPolicy policy = policy("1000.00", "c25");
        assertThat(policy.refusal()).isEmpty();
        assertThat(policy.started()).isEqualTo("Approving more than 1000.00 EUR needs authentication context c25");
    }

    private static DynamicTest refused(String limit, String context, String remedy) {
        return DynamicTest.dynamicTest(
                limit + " " + context, () -> assertThat(policy(limit, context).refusal())
                        .hasValueSatisfying(refusal -> assertThat(refusal).contains(remedy)));
    }

    private static ApprovalPolicy policy(String limit, String context) {
        return new ApprovalPolicy(new Settings(new BigDecimal(limit), context), null);
    }
}
