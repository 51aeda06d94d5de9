package dev.onbehalf.tenant;

import dev.onbehalf.tenant.admin.AdminApi;
import dev.onbehalf.tenant.admin.Audit;
import dev.onbehalf.tenant.admin.TokenForge;
import dev.onbehalf.tenant.authorize.AuthorizeEndpoint;
import dev.onbehalf.tenant.authorize.BrowserSessions;
import dev.onbehalf.tenant.chat.ChatEndpoint;
import dev.onbehalf.tenant.directory.Application.FederatedCredential;
import dev.onbehalf.tenant.directory.Directory;
import dev.onbehalf.tenant.directory.Seed;
import dev.onbehalf.tenant.discovery.Addresses;
import dev.onbehalf.tenant.discovery.DiscoveryEndpoint;
import dev.onbehalf.tenant.fault.Faults;
import dev.onbehalf.tenant.graph.GraphEndpoint;
import dev.onbehalf.tenant.graph.Outbox;
import dev.onbehalf.tenant.http.Call;
import dev.onbehalf.tenant.http.Endpoint;
import dev.onbehalf.tenant.http.HttpServer;
import dev.onbehalf.tenant.http.Reply;
import dev.onbehalf.tenant.http.Route;
import dev.onbehalf.tenant.http.Routes;
import dev.onbehalf.tenant.keys.LocalAuthority;
import dev.onbehalf.tenant.keys.Seal;
import dev.onbehalf.tenant.keys.SigningKeys;
import dev.onbehalf.tenant.page.Assets;
import dev.onbehalf.tenant.policy.Policies;
import dev.onbehalf.tenant.search.SearchEndpoint;
import dev.onbehalf.tenant.signout.LogoutEndpoint;
import dev.onbehalf.tenant.token.Aio;
import dev.onbehalf.tenant.token.AuthorizationCodes;
import dev.onbehalf.tenant.token.Credentials;
import dev.onbehalf.tenant.token.RefreshTokens;
import dev.onbehalf.tenant.token.TokenEndpoint;
import dev.onbehalf.tenant.token.TokenIssuer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A Microsoft Entra ID on this machine: start it, use it, close it. */
public final class Entra implements AutoCloseable {
    private final TenantClock clock = new TenantClock();
    private final HttpServer server = new HttpServer();
    private final Audit audit = new Audit(clock);
    private final SigningKeys keys;
    private final LocalAuthority certificateAuthority;
    private final Directory directory;
    private final AuthorizationCodes codes;
    private final BrowserSessions sessions;
    private final TokenForge forge;
    private final Addresses addresses;
    private final Faults faults;
    private final Outbox outbox = new Outbox();
    private final Policies policies;
    private final Credentials credentials = new Credentials();
    private final TokenEndpoint tokenEndpoint;
    private final Path caFile;
    private final boolean caFileIsTemporary;
    private volatile Endpoint pages = notYet();
    private volatile Endpoint adminApi = notYet();

    private Entra(EntraOptions options) {
        keys = SigningKeys.under(options.home());
        certificateAuthority = LocalAuthority.under(options.home(), options.certificateNames());
        Seal seal = Seal.under(options.home());
        directory = new Directory(options.seed().map(Seed::read).orElseGet(Seed::standard));
        codes = new AuthorizationCodes(seal, clock);
        sessions = new BrowserSessions(seal, directory, clock);
        forge = new TokenForge(keys);
        addresses = listen(options);
        faults = new Faults(addresses, clock);
        policies = new Policies(directory);
        var aio = new Aio(seal);
        var refreshTokens = new RefreshTokens(seal, directory, clock);
        var issuer = new TokenIssuer(directory, keys, addresses, aio, clock);
        tokenEndpoint = new TokenEndpoint(
                directory, policies, credentials, keys, addresses, codes, refreshTokens, issuer, aio, clock);
        pages = new Routes(
                TableOfContents.routes(
                        new DiscoveryEndpoint(directory, keys, addresses, clock),
                        new AuthorizeEndpoint(directory, policies, addresses, clock, seal, sessions, codes, issuer),
                        tokenEndpoint,
                        new LogoutEndpoint(directory, sessions, addresses, clock),
                        new GraphEndpoint(directory, keys, addresses, aio, outbox, clock),
                        new SearchEndpoint(directory, keys, addresses, clock),
                        new ChatEndpoint(directory, keys, addresses, faults, clock),
                        new Assets()),
                this::audited);
        adminApi = new AdminApi(
                addresses.admin(),
                directory,
                policies,
                credentials,
                keys,
                audit,
                forge,
                faults,
                outbox,
                clock,
                this::reset);
        caFile = writeCaFile(options.home());
        caFileIsTemporary = options.home().isEmpty();
    }

    /** Free ports, the standard seed, keys in memory. */
    public static Entra start() {
        return start(EntraOptions.forTests());
    }

    /** @throws PortTaken when something else listens on one of the ports */
    public static Entra start(EntraOptions options) {
        var entra = new Entra(options);
        entra.server.start();
        return entra;
    }

    private Addresses listen(EntraOptions options) {
        String bind = options.bindAddress();
        try {
            int http = server.http(bind, options.httpPort(), call -> pages.answer(call));
            int https = server.https(
                    bind,
                    options.httpsPort(),
                    certificateAuthority.serverKeyStore(),
                    certificateAuthority.password(),
                    call -> pages.answer(call));
            int admin = server.http(bind, options.adminPort(), call -> adminApi.answer(call));
            String host = options.host();
            return new Addresses(
                    URI.create("http://" + host + ":" + http),
                    URI.create("https://" + host + ":" + https),
                    URI.create("http://" + host + ":" + admin + "/admin"));
        } catch (HttpServer.PortInUse inUse) {
            server.close();
            throw new PortTaken(inUse.port(), inUse);
        }
    }

    private static Endpoint notYet() {
        return call -> Reply.text(503, "Starting\n");
    }

    private Reply audited(Route route, Call call) {
        Reply reply = faults.around(route, call);
        if (!route.target().equals("page")) {
            audit.record(route.target(), call, reply);
        }
        return reply;
    }

    private Path writeCaFile(Optional<Path> home) {
        try {
            Path file = home.isPresent()
                    ? home.get().resolve("local-tenant-ca.pem")
                    : Files.createTempFile("local-tenant-ca", ".pem");
            Files.writeString(file, caPem());
            return file;
        } catch (IOException cannotWrite) {
            server.close();
            throw new UncheckedIOException("cannot write the certificate of the local tenant's CA", cannotWrite);
        }
    }

    /** {@code http://localhost:8480}, for browsers; all issuers hang below it. */
    public URI http() {
        return addresses.http();
    }

    /** {@code https://localhost:8481}, for libraries that refuse http. */
    public URI https() {
        return addresses.https();
    }

    /** {@code http://localhost:8490/admin} */
    public URI admin() {
        return addresses.admin();
    }

    /** {@code http://localhost:8480/graph/v1.0} */
    public URI graph() {
        return URI.create(addresses.http() + "/graph/v1.0");
    }

    /** The certificate of the authority that signed the https certificate. */
    public String caPem() {
        return certificateAuthority.pem();
    }

    /** The same as a file: under the home, or a temporary one that is deleted on close. */
    public Path caFile() {
        return caFile;
    }

    public String issuer(String tenantId) {
        return addresses.issuer(tenantId);
    }

    public String v1Issuer(String tenantId) {
        return addresses.v1Issuer(tenantId);
    }

    /** What was asked of the tenant, newest last. */
    public Audit audit() {
        return audit;
    }

    /** Tokens that are wrong on purpose. */
    public TokenForge forge() {
        return forge;
    }

    public TenantClock clock() {
        return clock;
    }

    public Directory directory() {
        return directory;
    }

    public SigningKeys keys() {
        return keys;
    }

    /** Lets a client prove itself with this certificate, too. */
    public void registerCertificate(String clientId, java.security.cert.X509Certificate certificate) {
        credentials.add(directory.application(clientId).orElseThrow(), certificate);
    }

    /** Lets a client prove itself with assertions of another issuer on this machine. */
    public void registerFederatedCredential(String clientId, FederatedCredential credential) {
        credentials.add(directory.application(clientId).orElseThrow(), credential);
    }

    /** Who needs what before which resource. */
    public Policies policies() {
        return policies;
    }

    /** What goes wrong on purpose. */
    public Faults faults() {
        return faults;
    }

    /** What was sent by mail. */
    public Outbox outbox() {
        return outbox;
    }

    /** As after the start, but with the same keys: tokens stay valid, everything else is forgotten. */
    public void reset() {
        clock.moveTo(java.time.Duration.ZERO);
        directory.reset();
        policies.reset();
        codes.reset();
        sessions.reset();
        tokenEndpoint.reset();
        faults.clear();
        outbox.clear();
        audit.clear();
    }

    @Override
    public void close() {
        server.close();
        if (caFileIsTemporary) {
            try {
                Files.deleteIfExists(caFile);
            } catch (IOException stillThere) {
                throw new UncheckedIOException(stillThere);
            }
        }
    }
}
