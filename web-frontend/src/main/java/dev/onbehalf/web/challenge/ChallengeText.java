package dev.onbehalf.web.challenge;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Texts of the page that asks for the last click; Japanese in {@code messages/challenge_ja.properties}. */
@MessageBundle("challenge")
public interface ChallengeText {

    @Message("One more click")
    String title();

    @Message("You are back, and nothing has been sent yet. This is what you were about to do:")
    String lead();

    @Message("You had to sign in again, and nothing has been sent yet. This is what you were about to do:")
    String anewLead();

    @Message(
            "{#when deed}{#is PLACE_ORDER}Place this order{#is CANCEL_ORDER}Cancel the order{#is APPROVE_ORDER}Approve the order{#is SEND_RECEIPT}E-mail yourself the receipt{#is END_SESSION}Sign out elsewhere{#else}Send the form{/when}")
    String deed(Deed deed);

    @Message(
            "{#when name}{#is 'item'}Item{#is 'quantity'}Quantity{#is 'unitPrice'}Unit price{#is 'note'}Note{#is 'total'}Total{#is 'placedBy'}Ordered by{#is 'device'}Browser{#else}{name}{/when}")
    String field(String name);

    @Message("It did not work")
    String keptTitle();

    @Message("Nothing is lost. This is what you were about to do; you can try it once more:")
    String keptLead();

    @Message("It is sent once, however often you click. It waits for you until")
    String until();

    @Message("Do not do it")
    String leave();
}
