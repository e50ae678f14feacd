// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster.apiserver;

import io.fabric8.kubernetes.client.http.AsyncBody;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of a response, read as it comes. The next part is asked for when the one before has been
 * read, so that a slow reader holds little; a silence that lasts too long ends it.
 *
 * <p><i>Confined to one thread</i>, but for what the HTTP client puts into it.
 */
final class BodyStream extends InputStream implements AsyncBody.Consumer<List<ByteBuffer>> {
  /** What comes from the HTTP client: bytes, or the end. */
  private sealed interface Part {
    record Bytes(List<ByteBuffer> buffers) implements Part {}

    record End(@Nullable Throwable failure) implements Part {}
  }

  private Duration silence;
  private final BlockingQueue<Part> parts = new LinkedBlockingQueue<>();
  private final Queue<ByteBuffer> buffers = new ArrayDeque<>();
  private @Nullable AsyncBody body;
  private Part.@Nullable End end;

  BodyStream(Duration silence) {
    this.silence = silence;
  }

  @Override
  public void consume(List<ByteBuffer> buffers, AsyncBody from) {
    parts.add(new Part.Bytes(buffers));
  }

  /** Begins, once the head of the response is there. */
  void begin(AsyncBody from) {
    body = from;
    var _ = from.done().whenComplete((nothing, failure) -> parts.add(new Part.End(failure)));
    from.consume();
  }

  /** From now on, it may be silent for this long. */
  void expectSilence(Duration longest) {
    silence = longest;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (buffers.isEmpty()) {
      if (end != null) {
        return end(end);
      }
      await();
    }
    ByteBuffer buffer = buffers.element();
    int count = Math.min(length, buffer.remaining());
    buffer.get(into, offset, count);
    if (!buffer.hasRemaining()) {
      buffers.remove();
      if (buffers.isEmpty() && body != null) {
        body.consume();
      }
    }
    return count;
  }

  private void await() throws IOException {
    try {
      switch (parts.poll(silence.toNanos(), TimeUnit.NANOSECONDS)) {
        case Part.Bytes(List<ByteBuffer> more) -> {
          more.stream().filter(ByteBuffer::hasRemaining).forEach(buffers::add);
          if (buffers.isEmpty() && body != null) {
            body.consume();
          }
        }
        case Part.End last -> end = last;
        case null ->
            throw new SocketTimeoutException("silent for " + silence.toSeconds() + " seconds");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private static int end(Part.End end) throws IOException {
    if (end.failure() != null) {
      throw new IOException("cut off", end.failure());
    }
    return -1;
  }

  /** Ends the request, wherever it is. */
  @Override
  public void close() {
    if (body != null) {
      body.cancel();
    }
  }
}
