package dev.onbehalf.web.page;

import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Taro, signed in, in front of the pages, and behind them an API that knows of no orders yet: for {@link PagesAlone}. */
public abstract class TaroVisits {

    @Inject
    protected TestingOrdersApi api;

    protected Visitor taro;

    @BeforeEach
    void comes() {
        api.start();
        taro = Visitor.taro();
    }

    @AfterEach
    void leaves() {
        taro.close();
    }
}
