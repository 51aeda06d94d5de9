package dev.onbehalf.stack;

import java.time.Duration;

/** What a person needs to know when the demo is ready. */
final class Banner {

    private Banner() {}

    static String of(Stack stack, Ports ports, Duration took) {
        return """

                  Onbehalf is ready (%d s). Stop it with Ctrl-C; orders are kept.

                  Open       %s

                  Sign in    taro@contoso.test    everyday user
                             hana@contoso.test    his manager, may approve orders
                             max@contoso.test     a policy wants a second factor before Graph
                             nora@contoso.test    has consented to nothing yet
                             gina@contoso.test    member of 250 groups
                             otto@contoso.test    account disabled
                             The password of all is Passw0rd!

                  Try        Profile      name, photo and manager, from Graph on behalf of you
                             Orders       place one, stop the demo, start it: it is still there;
                                          have its receipt e-mailed: that needs your consent
                             Inspector    the tokens' claims and the API's eight checks
                             as hana      Orders: approve taro's; above 1 000 EUR it takes more proof
                             as max       Profile: Graph wants a second factor, you give it, and are back
                             as nora      Profile: consent for each application, and are back

                  Beside it  orders-api     %s
                             local tenant   %s   (plays Entra ID; %s/audit tells what it was asked)
                             logs           %s
                """.formatted(
                        took.toSeconds(),
                        stack.webUrl(),
                        stack.apiUrl(),
                        stack.tenant().http(),
                        stack.tenant().admin(),
                        stack.logs());
    }
}
