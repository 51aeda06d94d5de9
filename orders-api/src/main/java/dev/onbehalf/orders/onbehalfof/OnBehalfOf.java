package dev.onbehalf.orders.onbehalfof;

import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Put on a {@code @RegisterRestClient} interface, makes its requests carry a token of the calling user for another API:
 * the caller's own token is exchanged at the tenant (on-behalf-of flow) and the result sent as {@code Authorization}.
 *
 * <p>A call that the other API throttles, or whose token it does not accept, is repeated where that helps
 * ({@link OnBehalfOfCalls}). When the exchange or the call does not succeed it ends with a
 * {@link dev.onbehalf.orders.problem.ProblemException ProblemException}, which needs no catching.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/v2-oauth2-on-behalf-of-flow">On-behalf-of flow</a>
 */
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface OnBehalfOf {

    /** Scopes with their resource, all of one resource: {@code https://graph.microsoft.com/User.Read}. */
    @Nonbinding
    String[] value();
}
