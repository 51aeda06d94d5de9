package dev.onbehalf.orders.onbehalfof;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Put on a {@code @RegisterRestClient} interface, makes its requests carry a token of the calling user for another API:
 * the caller's own token is exchanged at the tenant (on-behalf-of flow) and the result sent as {@code Authorization}.
 *
 * <p>When the exchange does not succeed the call ends with a
 * {@link dev.onbehalf.orders.problem.ProblemException ProblemException}, which needs no catching.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/v2-oauth2-on-behalf-of-flow">On-behalf-of flow</a>
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface OnBehalfOf {

    /** Scopes with their resource, all of one resource: {@code https://graph.microsoft.com/User.Read}. */
    String[] value();
}
