package dev.onbehalf.web.order;

import dev.onbehalf.web.order.Order.Status;
import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Texts of the pages about orders; Japanese in {@code messages/order_ja.properties}. */
@MessageBundle("order")
public interface OrderText {

    @Message("Your orders")
    String listTitle();

    @Message("New order")
    String newOrder();

    @Message("Orders")
    String tabs();

    @Message("Waiting for approval")
    String awaitingTitle();

    @Message("{total} in all, oldest first. Your own are not among them: nobody approves for themselves.")
    String awaitingCount(String total);

    @Message("Nothing waits for you")
    String awaitingEmptyTitle();

    @Message("When somebody places an order, it appears here until it is approved or cancelled.")
    String awaitingEmptyText();

    @Message("Back to what waits for approval")
    String backToAwaiting();

    @Message("Ordered by")
    String placedBy();

    @Message("somebody whose name is not known")
    String somebody();

    @Message("{total} in all, newest first.")
    String count(String total);

    @Message("No orders yet")
    String emptyTitle();

    @Message("What you order appears here. Nobody else sees it but those who approve.")
    String emptyText();

    @Message("Place your first order")
    String emptyAction();

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

    @Message("Placed")
    String placedAt();

    @Message("Cancelled")
    String cancelledAt();

    @Message("Approved")
    String approvedAt();

    @Message("Receipt sent")
    String receiptSentAt();

    @Message("Note")
    String note();

    @Message("Order number")
    String number();

    @Message("{#when status}{#is PLACED}Placed{#is APPROVED}Approved{#is CANCELLED}Cancelled{/when}")
    String statusName(Status status);

    @Message("Pages of orders")
    String pages();

    @Message("Newer")
    String newer();

    @Message("Older")
    String older();

    @Message("Page {page} of {pages}")
    String pageOf(int page, int pages);

    @Message("What do you need, and what does it cost? Amounts are in euro.")
    String formLead();

    @Message("For example: standing desk, 160 cm")
    String itemHint();

    @Message("1 to 999")
    String quantityHint();

    @Message("For one piece, in euro, for example 12.50")
    String unitPriceHint();

    @Message("Anything the person who approves should know. At most 500 characters.")
    String noteHint();

    @Message("optional")
    String optional();

    @Message("Place order")
    String place();

    @Message("Back to your orders")
    String backToList();

    @Message("Please name the item in at most 120 characters.")
    String itemRule();

    @Message("Please give a whole number from 1 to 999.")
    String quantityRule();

    @Message("Please give an amount from 0.01 to 99999.99, with at most two decimals.")
    String unitPriceRule();

    @Message("Please keep the note to 500 characters.")
    String noteRule();

    @Message("Please look at the marked fields")
    String mistakesTitle();

    @Message("Nothing has been ordered yet. What you typed is still here.")
    String mistakesText();

    @Message("You have already placed an order with this form")
    String keyUsedTitle();

    @Message(
            "It was placed as it was the first time. Send the form once more only if you want what it says now as a second order.")
    String keyUsedText();

    @Message("The orders service does not answer")
    String unreachableTitle();

    @Message(
            "What you typed is still here. Try again in a moment: even if your order has already arrived, it will not be placed twice.")
    String unreachableText();

    @Message("Your order is placed.")
    String placedNotice();

    @Message("Your order is cancelled.")
    String cancelledNotice();

    @Message("This order can no longer be cancelled.")
    String notCancelledNotice();

    @Message("The order is approved.")
    String approvedNotice();

    @Message("This order cannot be approved any more: it is cancelled.")
    String notApprovedNotice();

    @Message("The receipt is on its way to your mailbox. Sent:")
    String receiptSentNotice();

    @Message("The receipt is being sent. Look at this page again in a moment.")
    String receiptUnderWayNotice();

    @Message(
            "It is not known whether the receipt was sent. Please look into your mailbox; if it is not there, have it sent again.")
    String receiptUnconfirmedNotice();

    @Message("Approve this order")
    String approve();

    @Message("{name} ordered this for {total}. Once you approve it, it cannot be cancelled any more.")
    String approveQuestion(String name, String total);

    @Message("This order is for {total}. Once you approve it, it cannot be cancelled any more.")
    String approveQuestionAnonymous(String total);

    @Message(
            "An order this large takes a second factor. Unless you have just given one, Microsoft Entra ID asks you for it;"
                    + " then you are back here for one more click.")
    String approveStepUp();

    @Message("Yes, approve the order")
    String approveConfirm();

    @Message("Receipt")
    String receiptTitle();

    @Message(
            "It goes to the mail address of your account, sent in your name. The first time, you are asked to permit that.")
    String receiptText();

    @Message("E-mail me the receipt")
    String sendReceipt();

    @Message("E-mail it again")
    String sendReceiptAgain();

    @Message("Cancel this order")
    String cancel();

    @Message("A cancelled order cannot be taken up again. You would have to place a new one.")
    String cancelQuestion();

    @Message("Yes, cancel the order")
    String cancelConfirm();
}
