package dev.onbehalf.orders.order;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What somebody wants to buy. @param unitPrice in EUR, two decimals */
record OrderRequest(
        @NotBlank @Size(max = 120) @Pattern(regexp = "\\P{Cntrl}*", message = "must not contain control characters")
        String item,

        @NotNull @Min(1) @Max(999) Integer quantity,

        @NotNull @DecimalMin("0.01") @DecimalMax("99999.99") @Digits(integer = 5, fraction = 2)
        BigDecimal unitPrice,

        @Size(max = 500)
        @Pattern(
                regexp = "[\\P{Cntrl}\\t\\r\\n]*",
                message = "must not contain control characters other than line breaks and tabs")
        String note) {

    /** The same for the same order, however its JSON was written: 12.5 and 12.50 are one price. */
    String fingerprint() {
        String order = String.join(
                "\u0000", item, quantity.toString(), price().toPlainString(), note == null ? "" : "=" + note);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(order.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    BigDecimal price() {
        return unitPrice.setScale(2, RoundingMode.UNNECESSARY);
    }
}
