package dev.onbehalf.stack;

import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.StandardSeed;
import dev.onbehalf.tenant.directory.Application;
import dev.onbehalf.tenant.directory.Directory;
import dev.onbehalf.tenant.directory.Person;
import dev.onbehalf.tenant.directory.Revocations;
import dev.onbehalf.tenant.graph.Mail;
import java.util.List;
import java.util.Set;

/** What an administrator does to people at the tenant, and what can be seen there of what they did. */
record TenantPeople(Entra tenant) {

    static TenantPeople of(RunningSystem system) {
        return new TenantPeople(system.tenant());
    }

    /** As if the person had never seen any of our applications. */
    void forgetConsents(String user) {
        for (String client : List.of(StandardSeed.WEB_CLIENT_ID, StandardSeed.API_CLIENT_ID)) {
            tenant.directory().consents().withdraw(person(user), application(client));
        }
    }

    /** As if the person had consented to what web-frontend and orders-api ask at first, and to this of Graph. */
    void consent(String user, String... graphScopes) {
        Application api = application(StandardSeed.API_CLIENT_ID);
        tenant.directory().consents().withdraw(person(user), api);
        Application graph = application(Directory.GRAPH);
        tenant.directory().consents().grant(person(user), api, graph, Set.of("User.Read"));
        tenant.directory().consents().grant(person(user), api, graph, Set.of(graphScopes));
    }

    /** Everything is void from now on: sessions, refresh tokens, access tokens. */
    void revoke(String user) {
        tenant.directory()
                .revocations()
                .revoke(person(user).oid(), tenant.clock().instant(), Revocations.Reason.REVOKED);
    }

    /** What this person has sent by mail. */
    List<Mail> mailsOf(String user) {
        return tenant.outbox().all().stream()
                .filter(mail -> mail.from().equals(user))
                .toList();
    }

    private Person person(String user) {
        return tenant.directory().personNamed(user).orElseThrow();
    }

    private Application application(String id) {
        return tenant.directory().application(id).orElseThrow();
    }
}
