package dev.onbehalf.setup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A stand-in for the Azure CLI with a directory of files behind it, and a shell to run the script in. */
record TestingAz(Path folder) {

    static final String TENANT = "1b3c5d7e-0000-4000-8000-000000000009";
    static final String WEB = "aaaaaaaa-0000-4000-8000-000000000001";
    static final String API = "bbbbbbbb-0000-4000-8000-000000000002";
    static final String SECRET = "Zq7~never.to.be.seen";

    /** Answers what the script asks for, with JMESPath already applied; keeps what it was sent. */
    private static final String AZ = """
            #!/usr/bin/env bash
            printf '%s\\n' "$*" >>"$AZ_HOME/calls"
            method='' uri='' body=''
            for ((i = 1; i <= $#; i++)); do
              next=$((i + 1))
              case ${!i} in
                --method) method=${!next} ;;
                --uri) uri=${!next#https://graph.microsoft.com/v1.0/} ;;
                --body) body=${!next#@} ;;
              esac
            done
            kept=$AZ_HOME/$(printf '%s' "$uri" | tr -c 'A-Za-z0-9\\n' '-')
            case "$*" in
              'account show'*) echo TENANT_ID ;;
              'cloud show'*microsoftGraph*) echo https://graph.microsoft.com/ ;;
              'cloud show'*activeDirectory*) echo https://login.microsoftonline.com ;;
              'ad app credential reset'*) echo 'SECRET_VALUE' ;;
              'ad app permission admin-consent'*) ;;
              rest*)
                if [ "$method" = patch ]; then
                  [ ! -e "$AZ_HOME/forbidden" ] || [[ $uri != identity/* ]] || { echo 'Forbidden' >&2; exit 1; }
                  cat "$body" >"$kept.json"
                elif [ "$method" = post ]; then
                  cat "$body" >"$kept.json"
                  case $uri in
                    servicePrincipals) touch "$AZ_HOME/principal-$(sed 's/.*:"//; s/".*//' "$body")" ;;
                    *appRoleAssignedTo) touch "$AZ_HOME/assigned" ;;
                  esac
                else
                  case $uri in
                    applications*web-frontend*appId) echo WEB_ID ;;
                    applications*orders-api*appId) echo API_ID ;;
                    applications*appRoles) echo 0385144c-c65f-4c07-bed8-d0303a3b307a ;;
                    servicePrincipals*)
                      id=${uri#*\\'} id=${id%%\\'*}
                      [ -e "$AZ_HOME/principal-$id" ] || { echo 'Not Found' >&2; exit 3; }
                      echo "principal-of-$id" ;;
                    users/*appRoleAssignments*) [ ! -e "$AZ_HOME/assigned" ] || echo an-assignment ;;
                    users/*) echo the-person ;;
                  esac
                fi ;;
              *) echo "unexpected: $*" >&2; exit 2 ;;
            esac
            """;

    record Run(int status, String out, String err) {}

    static TestingAz in(Path folder) throws IOException {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        executable(
                bin.resolve("az"),
                AZ.replace("TENANT_ID", TENANT)
                        .replace("WEB_ID", WEB)
                        .replace("API_ID", API)
                        .replace("SECRET_VALUE", SECRET));
        executable(bin.resolve("openssl"), "#!/usr/bin/env bash\necho c3RhdGUtc2VjcmV0LW9mLXRoZS10ZXN0LTMyLWJ5dGVz\n");
        return new TestingAz(folder);
    }

    private static void executable(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    Run script(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of("bash", Manifest.SETUP.resolve("entra-setup.sh").toString()));
        command.addAll(List.of(options));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("AZ_HOME", folder.toString());
        builder.environment().merge("PATH", folder.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
        Process process = builder.start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("the script does not end");
        }
        return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    List<String> calls() throws IOException {
        return Files.readAllLines(folder.resolve("calls"));
    }

    void forgetCalls() throws IOException {
        Files.delete(folder.resolve("calls"));
    }

    /** What was sent to this address of Graph at last. */
    String sent(String path) throws IOException {
        return Files.readString(folder.resolve(path.replaceAll("[^A-Za-z0-9]", "-") + ".json"));
    }
}
