package dev.onbehalf.web.order;

import dev.onbehalf.web.api.ApiProblem.FieldError;
import dev.onbehalf.web.page.Language;
import dev.onbehalf.web.product.Findings;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What the pages about orders show. */
final class OrderPages {

    private OrderPages() {}

    /** An order with its numbers and times written in the reader's language. */
    record OrderRow(
            Order order,
            String unitPrice,
            String total,
            String placedAt,
            String approvedAt,
            String cancelledAt,
            String receiptSentAt) {

        static OrderRow of(Order order, Language language) {
            return new OrderRow(
                    order,
                    language.money(order.unitPrice(), order.currency()),
                    language.money(order.total(), order.currency()),
                    language.dateTime(order.placedAt()),
                    time(order.approvedAt(), language),
                    time(order.cancelledAt(), language),
                    time(order.receiptSentAt(), language));
        }

        private static String time(Instant time, Language language) {
            return time == null ? "" : language.dateTime(time);
        }

        public String id() {
            return order.id();
        }

        public boolean cancellable() {
            return order.mine() && isWaiting();
        }

        /** Only those who may approve are shown an order of somebody else. */
        public boolean approvable() {
            return !order.mine() && isWaiting();
        }

        public boolean receiptable() {
            return order.mine() && order.status() != Order.Status.CANCELLED;
        }

        private boolean isWaiting() {
            return order.status() == Order.Status.PLACED;
        }
    }

    /** Where we are in the list; pages count from one, as people do. */
    record Paging(int page, int pages, long total) {

        static final int SIZE = 20;
        private static final int LAST = 100_000;

        /** The page an address asks for; the first where it asks for none. */
        static int asked(String number) {
            return number.matches("[1-9][0-9]{0,5}") ? Math.min(Integer.parseInt(number), LAST) : 1;
        }

        static Paging of(int page, long total) {
            return new Paging(page, (int) Math.max(1, (total + SIZE - 1) / SIZE), total);
        }

        public boolean isBeyondTheLast() {
            return page > pages;
        }

        public boolean needed() {
            return pages > 1;
        }

        public boolean hasPrevious() {
            return page > 1;
        }

        public boolean hasNext() {
            return page < pages;
        }

        public int previous() {
            return page - 1;
        }

        public int next() {
            return page + 1;
        }
    }

    /** Why the form is shown again. */
    enum Trouble {
        NONE,
        MISTAKES,
        KEY_USED,
        UNREACHABLE
    }

    @CheckedTemplate(basePath = "order", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record OrderList(List<OrderRow> orders, Paging paging) implements TemplateInstance {}

    @CheckedTemplate(basePath = "order", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record AwaitingApproval(List<OrderRow> orders, Paging paging) implements TemplateInstance {}

    /** {@code mistakes} by field; {@code others} are what the API minds about none of the fields. */
    @CheckedTemplate(basePath = "order", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record NewOrderForm(
            OrderForm form, Map<String, String> mistakes, List<FieldError> others, Trouble trouble, Findings findings)
            implements TemplateInstance {}

    /** {@code notice} is one of the words of {@link OrdersResource#NOTICES}, or empty. */
    @CheckedTemplate(basePath = "order", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record OrderDetail(OrderRow row, String notice, String receiptKey) implements TemplateInstance {

        static OrderDetail of(OrderRow row, String notice) {
            return new OrderDetail(row, notice, receiptKey(row.order(), notice));
        }

        /**
         * The same in all tabs and after every failure, until the receipt is known to be sent or nobody knows: then a further one is
         * another.
         */
        private static String receiptKey(Order order, String notice) {
            String first = "receipt-" + order.id();
            if (notice.equals(ReceiptResource.UNCONFIRMED)) {
                return first + "-" + UUID.randomUUID().toString().substring(0, 8);
            }
            return order.receiptSentAt() == null
                    ? first
                    : first + "-" + order.receiptSentAt().getEpochSecond();
        }
    }
}
