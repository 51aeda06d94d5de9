package dev.onbehalf.tenant.chat;

import java.util.List;
import java.util.regex.Pattern;

/** What somebody may want, by the words that tell it. The first that matches decides. */
enum Wish {
    CANCEL("cancel_order", "\\bcancel|取り消|取消|キャンセル"),
    LIST(
            "list_orders",
            "\\b(?:my|list|show|recent|latest|last|which|what)\\b[^.?!]*\\borders?\\b|注文(?:の)?(?:履歴|一覧|状況)|注文を?(?:見|表示|教え|確認)"),
    PLACE(
            "place_order",
            "^(?:please |can you |could you |i(?:'d| would) like to )*(?:order|buy|purchase|place an order)\\b|(?:注文|購入|発注)(?:して|したい|する|をお願い|お願い)|買って|買いたい|を注文"),
    MANAGER("who_is_my_manager", "\\bmanager\\b|\\bboss\\b|上司|マネージャ|部長は誰"),
    ME(
            "get_user_info",
            "\\bwho am i\\b|\\bmy (?:profile|name|token|permissions?|details)\\b|\\babout me\\b|(?:私|わたし|僕)は(?:誰|だれ)|(?:私|わたし)の(?:情報|プロフィール|権限|名前)"),
    PING("secure_ping", "\\bping\\b|\\balive\\b|疎通|接続(?:を)?(?:確認|テスト)"),
    SEARCH(
            "search_products",
            "\\bsearch\\b|\\bfind\\b|\\blook(?:ing)? for\\b|\\bdo you (?:have|sell)\\b|\\bhow much\\b|\\bprices? of\\b|\\bproducts?\\b|探|検索|ありますか|いくら|値段|商品");

    private final String tool;
    private final Pattern words;

    Wish(String tool, String words) {
        this.tool = tool;
        this.words = Pattern.compile(words, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    String tool() {
        return tool;
    }

    boolean isIn(String said) {
        return words.matcher(said).find();
    }

    /** Wishes that change nothing and can be fulfilled side by side. */
    static List<Wish> readings() {
        return List.of(LIST, MANAGER, ME, PING);
    }
}
