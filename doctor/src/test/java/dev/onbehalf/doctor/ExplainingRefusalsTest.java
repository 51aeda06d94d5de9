package dev.onbehalf.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onbehalf.doctor.Finding.Broken;
import dev.onbehalf.doctor.Refusals.Registration;
import dev.onbehalf.doctor.Tenant.TokenAnswer.Refused;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayName("Explaining a refusal of the tenant's")
@DisplayNameGeneration(ReplaceUnderscores.class)
class ExplainingRefusalsTest {

    private static final Registration WEB =
            new Registration("web-frontend", "the-id", Settings.WEB_CLIENT_ID, Settings.WEB_CLIENT_SECRET);

    @Test
    void names_the_settings_of_the_registration_that_was_refused() {
        assertThat(refused(7000215).remedy())
                .contains("App registrations → web-frontend", "ENTRA_WEB_CLIENT_SECRET", "--id the-id");
    }

    @Test
    void takes_the_rare_ones_from_the_catalogue() {
        assertThat(refused(9001023).detail()).isEqualTo("This grant needs one tenant (AADSTS9001023)");
        assertThat(refused(9001023).remedy()).contains("ENTRA_TENANT_ID", "az account show --query tenantId");
    }

    @Test
    void leads_to_Microsoft_where_nobody_has_explained_it_yet() {
        assertThat(refused(123456).detail()).isEqualTo("the tenant refuses (AADSTS123456)");
        assertThat(refused(123456).remedy()).contains("https://login.microsoftonline.com/error?code=123456");
    }

    private static Broken refused(int number) {
        return Refusals.finding("credential", new Refused(number, "invalid_request"), WEB, "api://x");
    }
}
