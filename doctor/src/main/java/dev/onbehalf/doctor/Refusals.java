package dev.onbehalf.doctor;

import dev.onbehalf.doctor.Finding.Broken;
import dev.onbehalf.doctor.Tenant.TokenAnswer.Refused;
import dev.onbehalf.problem.Catalogue;
import dev.onbehalf.problem.TenantRefusal;

/**
 * What the tenant's refusals mean for whoever configures the applications: those that concern either registration here, all
 * others as the catalogue explains them.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/reference-error-codes">AADSTS error codes</a>
 */
final class Refusals {

    private Refusals() {}

    /** A registration: its name, its client id, and the settings with its id and its secret. */
    record Registration(String name, String clientId, String idSetting, String secretSetting) {

        static Registration ofWebFrontend(Settings settings) {
            return new Registration(
                    "web-frontend", settings.webClientId(), Settings.WEB_CLIENT_ID, Settings.WEB_CLIENT_SECRET);
        }

        static Registration ofOrdersApi(Settings settings) {
            return new Registration(
                    "orders-api", settings.apiClientId(), Settings.API_CLIENT_ID, Settings.API_CLIENT_SECRET);
        }
    }

    /** @param resource what the token was asked for */
    static Broken finding(String check, Refused refused, Registration client, String resource) {
        String code = refused.number() == 0 ? refused.error() : "AADSTS" + refused.number();
        String credentials = "App registrations → " + client.name() + " → Certificates & secrets";
        return switch (refused.number()) {
            case 7000215 ->
                new Broken(
                        check,
                        "the secret is wrong (" + code + ")",
                        credentials
                                + ": copy the Value of a secret (shown once, not its ID), or make a new one: az ad app"
                                + " credential reset --append --id " + client.clientId() + "; set "
                                + Settings.variable(client.secretSetting()) + ".");
            case 7000222 ->
                new Broken(
                        check,
                        "the secret has expired (" + code + ")",
                        credentials + " → New client secret, or az ad app credential reset --append --id "
                                + client.clientId() + "; set " + Settings.variable(client.secretSetting()) + ".");
            case 700016 ->
                new Broken(
                        check,
                        "the tenant knows no application " + client.clientId() + " (" + code + ")",
                        "Set " + Settings.variable(client.idSetting()) + " to App registrations → " + client.name()
                                + " → Application (client) ID; is ENTRA_TENANT_ID the tenant it is registered in?");
            case 500011 ->
                new Broken(
                        check,
                        "the tenant knows no API " + resource + " (" + code + ")",
                        "App registrations → orders-api → Expose an API: ENTRA_API_CLIENT_ID (or ENTRA_API_APP_ID_URI)"
                                + " must lead to its Application ID URI; az ad sp create --id <client id> if it is new.");
            case 700027, 700023, 700024, 50048 ->
                new Broken(
                        check,
                        "the certificate is not accepted (" + code + ")",
                        credentials + " → Certificates: upload the certificate in use; is this machine's clock right?");
            case 70021, 700211, 700212, 700213 ->
                new Broken(
                        check,
                        "no federated credential matches (" + code + ")",
                        credentials + " → Federated credentials: issuer, subject and audience are compared exactly.");
            case 50105, 501051 ->
                new Broken(
                        check,
                        "orders-api is for assigned callers only (" + code + ")",
                        "Enterprise applications → orders-api → Properties → Assignment required: No, or assign "
                                + client.name() + ".");
            default -> explained(check, refused, code);
        };
    }

    private static Broken explained(String check, Refused refused, String code) {
        return Catalogue.refusal(refused.number())
                .map(TenantRefusal::explanation)
                .map(known -> new Broken(check, known.title() + " (" + code + ")", known.fullRemedy()))
                .orElseGet(() -> new Broken(
                        check,
                        "the tenant refuses (" + code + ")",
                        "https://login.microsoftonline.com/error?code=" + refused.number() + " says what it means."));
    }
}
