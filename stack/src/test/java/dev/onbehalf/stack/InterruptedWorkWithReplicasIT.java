package dev.onbehalf.stack;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("Work that a challenge interrupts, each request at another replica")
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(Running.class)
class InterruptedWorkWithReplicasIT extends InterruptedWork {

    InterruptedWorkWithReplicasIT(Replicas system, Browser browser) {
        super(system, browser);
    }
}
