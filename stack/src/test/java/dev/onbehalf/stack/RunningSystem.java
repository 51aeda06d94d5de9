package dev.onbehalf.stack;

import dev.onbehalf.tenant.Entra;
import java.net.URI;

/** The whole system, as those see it who use it. */
interface RunningSystem {

    /** Where browsers find the web frontend. */
    URI webUrl();

    /** Where clients find orders-api. */
    URI apiUrl();

    Entra tenant();
}
