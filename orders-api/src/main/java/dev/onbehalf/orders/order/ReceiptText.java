package dev.onbehalf.orders.order;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Texts of the receipt; Japanese in {@code messages/receipt_ja.properties}. */
@MessageBundle("receipt")
public interface ReceiptText {

    @Message("Your receipt: {item}")
    String subject(String item);

    @Message("Receipt for your order")
    String title();

    @Message("You asked for this receipt. It shows the order as it stands now.")
    String intro();

    @Message("Order number")
    String number();

    @Message("Item")
    String item();

    @Message("Quantity")
    String quantity();

    @Message("Unit price")
    String unitPrice();

    @Message("Total")
    String total();

    @Message("Status")
    String status();

    @Message(
            "{#when status}{#is PLACED}Placed, waiting for approval{#is APPROVED}Approved{#is CANCELLED}Cancelled{/when}")
    String statusName(OrderStatus status);

    @Message("Placed on")
    String placedAt();

    @Message("Approved on")
    String approvedAt();

    @Message("Cancelled on")
    String cancelledAt();

    @Message("Note")
    String note();

    @Message("Onbehalf sent this e-mail at your request, in your name and from your own mailbox.")
    String origin();
}
