// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster.apiserver;

import io.binnacle.plugins.kubernetes.cluster.RequestObserver;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The client that is in use. After a failure it is replaced by one that has read its files anew:
 * the address, the certificates or the account may have changed.
 *
 * <p><i>Safe for use by many threads.</i> All is done under its lock.
 */
final class ApiServerConnection implements AutoCloseable {
  private final ApiServerAccess access;
  private final Duration answer;
  private final RequestObserver requests;
  private ApiServerClient client;

  private ApiServerConnection(ApiServerAccess access, Duration answer, RequestObserver requests)
      throws IOException {
    this.access = access;
    this.answer = answer;
    this.requests = requests;
    this.client = ApiServerClient.open(access, answer, requests);
  }

  /**
   * Reads what is needed, but does not connect yet.
   *
   * @param answer how long a response may take to begin
   */
  static ApiServerConnection open(ApiServerAccess access, Duration answer, RequestObserver requests)
      throws IOException {
    return new ApiServerConnection(access, answer, requests);
  }

  /** The client to use for the next request. */
  synchronized ApiServerClient client() {
    return client;
  }

  /** Replaces a client that failed, unless that has been done. Others may be using it still. */
  synchronized void renew(ApiServerClient failed) throws IOException {
    if (client == failed) {
      client = ApiServerClient.open(access, answer, requests);
    }
  }

  /** Tells those who wait for the API server to be reached that it has been. */
  synchronized void reached() {
    notifyAll();
  }

  /** Waits, but not for longer than until somebody has reached the API server. */
  synchronized void awaitReached(Duration atMost) throws InterruptedException {
    TimeUnit.NANOSECONDS.timedWait(this, atMost.toNanos());
  }

  @Override
  public synchronized void close() {
    client.close();
  }
}
