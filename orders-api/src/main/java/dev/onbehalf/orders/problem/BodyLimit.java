package dev.onbehalf.orders.problem;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Stops reading a body that did not say how long it is and turns out to be too long. */
@Provider
class BodyLimit implements ContainerRequestFilter {

    static final long BYTES = 64 * 1024L;

    static ProblemException exceeded() {
        return new ProblemException(ProblemType.BODY_TOO_LARGE, "The body is larger than 64 KiB.");
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.hasEntity() && request.getLength() < 0) {
            request.setEntityStream(new Limited(request.getEntityStream()));
        }
    }

    private static final class Limited extends FilterInputStream {

        private long left = BYTES;

        Limited(InputStream body) {
            super(body);
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            count(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = super.read(into, offset, length);
            count(Math.max(0, read));
            return read;
        }

        private void count(int read) {
            left -= read;
            if (left < 0) {
                throw exceeded();
            }
        }
    }
}
