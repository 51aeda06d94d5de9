package dev.onbehalf.web.order;

import dev.onbehalf.web.api.ApiProblem.FieldError;
import dev.onbehalf.web.page.Language;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import java.util.Map;

/** What the pages about orders show. */
final class OrderPages {

    private OrderPages() {}

    /** An order with its numbers and times written in the reader's language. */
    record OrderRow(Order order, String unitPrice, String total, String placedAt, String cancelledAt) {

        static OrderRow of(Order order, Language language) {
            return new OrderRow(
                    order,
                    language.money(order.unitPrice(), order.currency()),
                    language.money(order.total(), order.currency()),
                    language.dateTime(order.placedAt()),
                    order.cancelledAt() == null ? "" : language.dateTime(order.cancelledAt()));
        }

        public String id() {
            return order.id();
        }

        public boolean cancellable() {
            return order.status() == Order.Status.PLACED;
        }
    }

    /** Where we are in the list; pages count from one, as people do. */
    record Paging(int page, int pages, long total) {

        static Paging of(int page, long total, int size) {
            return new Paging(page, (int) Math.max(1, (total + size - 1) / size), total);
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

    /** {@code mistakes} by field; {@code others} are what the API minds about none of the fields. */
    @CheckedTemplate(basePath = "order", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record NewOrderForm(OrderForm form, Map<String, String> mistakes, List<FieldError> others, Trouble trouble)
            implements TemplateInstance {

        static NewOrderForm of(OrderForm form) {
            return new NewOrderForm(form, Map.of(), List.of(), Trouble.NONE);
        }

        static NewOrderForm of(OrderForm form, Trouble trouble) {
            return new NewOrderForm(form, Map.of(), List.of(), trouble);
        }
    }

    /** {@code notice} is one of the words of {@link OrdersResource#NOTICES}, or empty. */
    @CheckedTemplate(basePath = "order", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record OrderDetail(OrderRow row, String notice) implements TemplateInstance {}
}
