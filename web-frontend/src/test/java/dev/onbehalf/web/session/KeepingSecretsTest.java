package dev.onbehalf.web.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayName("A session")
@DisplayNameGeneration(ReplaceUnderscores.class)
class KeepingSecretsTest {

    @Test
    void prints_nothing_of_what_it_keeps_secret() {
        SessionId id = SessionId.random();
        assertThat(id.toString() + id.key()).doesNotContain(id.value(), id.key().value());
        assertThat(new Tokens("id-token", "access-token", "refresh-token", Instant.EPOCH).toString())
                .doesNotContain("id-token", "access-token", "refresh-token");
    }
}
