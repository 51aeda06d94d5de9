package dev.onbehalf.web.page;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Addresses of the stylesheet and the script that change with their content: browsers may keep them, and never keep an old one. */
@ApplicationScoped
class Assets {

    private static final int ENOUGH_TO_TELL_APART = 10;

    private final String stylesheet = versioned("/css/onbehalf.css");
    private final String script = versioned("/js/onbehalf.js");

    String stylesheet() {
        return stylesheet;
    }

    String script() {
        return script;
    }

    private static String versioned(String path) {
        try (InputStream file =
                Thread.currentThread().getContextClassLoader().getResourceAsStream("META-INF/resources" + path)) {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(file.readAllBytes());
            return path + "?v=" + HexFormat.of().formatHex(hash).substring(0, ENOUGH_TO_TELL_APART);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
