package dev.warren.web;

import jakarta.interceptor.InterceptorBinding;
import jakarta.ws.rs.NameBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Marks a resource method that makes something and that a caller may repeat without making it twice, by the header
/// `Idempotency-Key`: see [RememberedAnswers].
///
/// The method returns a [jakarta.ws.rs.core.Response], and whatever it writes joins the transaction that it finds.
/// Never
/// on a method whose answer has a secret in it, since answers are stored as they are.
@InterceptorBinding
@NameBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Idempotent {

    /// The header's name, for a method's `@Parameter`.
    String HEADER = "Idempotency-Key";

    /// What the API's document says about it.
    String MEANING =
            "1 to 64 characters; for 24 hours the same request under the same key is answered as the first was,"
                    + " and nothing is made twice";
}
