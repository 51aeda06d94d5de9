package dev.onbehalf.tenant.authorize;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.onbehalf.tenant.token.SignIn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The accounts that are signed in in one browser. Short member names: all of it travels in a cookie. */
public record BrowserSession(@JsonProperty("a") List<Account> accounts) {
    private static final int MOST_ACCOUNTS = 5;
    private static final int MOST_CLIENTS = 8;

    /** @param clients applications that took part, to be told when the session ends */
    public record Account(
            @JsonProperty("t") String tenantId,
            @JsonProperty("o") String oid,
            @JsonProperty("s") String sessionId,
            @JsonProperty("w") long signedInAtMillis,
            @JsonProperty("m") List<String> methods,
            @JsonProperty("x") Set<String> contexts,
            @JsonProperty("c") List<Client> clients) {

        SignIn signIn() {
            return new SignIn(tenantId, oid, sessionId, Instant.ofEpochMilli(signedInAtMillis), methods, contexts);
        }

        Account verified() {
            return with(List.of("pwd", "mfa"), contexts);
        }

        Account satisfying(Set<String> moreContexts) {
            var all = new TreeSet<>(contexts);
            all.addAll(moreContexts);
            return with(methods, all);
        }

        private Account with(List<String> otherMethods, Set<String> otherContexts) {
            return new Account(tenantId, oid, sessionId, signedInAtMillis, otherMethods, otherContexts, clients);
        }

        Account joinedBy(Client client) {
            var joined = new ArrayList<>(clients);
            joined.removeIf(other -> other.id().equals(client.id()));
            joined.add(client);
            if (joined.size() > MOST_CLIENTS) {
                joined.removeFirst();
            }
            return new Account(tenantId, oid, sessionId, signedInAtMillis, methods, contexts, List.copyOf(joined));
        }
    }

    /** @param port of the loopback address it redirected to, 0 otherwise: its logout address has the same one */
    public record Client(
            @JsonProperty("i") String id, @JsonProperty("p") int port) {}

    static BrowserSession empty() {
        return new BrowserSession(List.of());
    }

    public BrowserSession {
        accounts = List.copyOf(accounts);
    }

    Optional<Account> of(String oid) {
        return accounts.stream().filter(account -> account.oid().equals(oid)).findFirst();
    }

    /** With this account in place of an older state of it, last used first. */
    BrowserSession with(Account account) {
        var others = new ArrayList<>(accounts);
        others.removeIf(other -> other.oid().equals(account.oid()));
        others.addFirst(account);
        return new BrowserSession(others.subList(0, Math.min(others.size(), MOST_ACCOUNTS)));
    }

    public BrowserSession without(Set<String> oids) {
        return new BrowserSession(accounts.stream()
                .filter(account -> !oids.contains(account.oid()))
                .toList());
    }
}
