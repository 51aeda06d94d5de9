package dev.onbehalf.orders.order;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The receipt of an order as an e-mail. */
record ReceiptMail(String subject, String html) {

    /** Amounts and times are written in the language already; a missing time or note is null. */
    @CheckedTemplate(basePath = "order", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record ReceiptBody(
            OrderAnswer order,
            String language,
            String unitPrice,
            String total,
            String placedAt,
            String approvedAt,
            String cancelledAt)
            implements TemplateInstance {}

    static ReceiptMail of(OrderAnswer order, Language language) {
        ReceiptBody body = new ReceiptBody(
                order,
                language.tag(),
                language.money(order.unitPrice(), order.currency()),
                language.money(order.total(), order.currency()),
                language.dateTime(order.placedAt()),
                order.approvedAt() == null ? null : language.dateTime(order.approvedAt()),
                order.cancelledAt() == null ? null : language.dateTime(order.cancelledAt()));
        body.setLocale(language.locale());
        return new ReceiptMail(language.texts().subject(order.item()), body.render());
    }

    /** What people order stays out of logs. */
    @Override
    public String toString() {
        return "ReceiptMail[***]";
    }
}
