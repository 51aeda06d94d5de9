package dev.onbehalf.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collection;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayName("The catalogue")
@DisplayNameGeneration(ReplaceUnderscores.class)
class CatalogueTest {

    private final Collection<TenantRefusal> refusals = Catalogue.refusals();

    @Test
    void explains_more_than_forty_of_Entras_numbers() {
        assertThat(refusals).hasSizeGreaterThan(40);
    }

    @Test
    void lets_each_number_reach_the_caller_as_a_type_it_explains() {
        assertThat(Catalogue.slugs())
                .containsAll(refusals.stream().map(TenantRefusal::problem).toList());
    }

    @Test
    void names_a_place_or_a_command_wherever_others_than_the_user_must_act() {
        assertThat(refusals)
                .filteredOn(refusal -> refusal.explanation().actor() != Actor.USER)
                .filteredOn(refusal ->
                        !refusal.explanation().remedy().matches(".*(Entra admin center|App registration) > .*"))
                .filteredOn(refusal -> refusal.explanation().command().isEmpty())
                .extracting(TenantRefusal::number)
                .isEmpty();
    }

    @Test
    void leaves_no_place_unresolved_and_no_sentence_unfinished() {
        assertThat(all())
                .allMatch(text -> !text.remedy().matches(".*\\{[a-z-]+}.*"))
                .allMatch(text -> text.cause().endsWith("."))
                .allMatch(text -> text.remedy().matches("(?s).*[.…a-z]$"))
                .allMatch(text -> !text.title().endsWith("."))
                .allMatch(text -> !text.command().endsWith("."));
    }

    @Test
    void repeats_nothing() {
        assertThat(refusals.stream().map(refusal -> refusal.explanation().title()))
                .doesNotHaveDuplicates();
    }

    @Test
    void admits_at_most_five_that_the_local_tenant_does_not_answer_with() {
        assertThat(refusals).filteredOn(refusal -> !refusal.isReachable()).hasSizeLessThanOrEqualTo(5);
    }

    @Test
    void knows_what_it_does_not_know() {
        assertThat(Catalogue.refusal(1)).isEmpty();
        assertThatThrownBy(() -> Catalogue.problem("nonsense")).hasMessageContaining("does not explain nonsense");
    }

    private Stream<Explanation> all() {
        return Stream.concat(
                Catalogue.slugs().stream().map(Catalogue::problem),
                refusals.stream().map(TenantRefusal::explanation));
    }
}
