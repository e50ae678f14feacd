// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * A source at work.
 *
 * <p><i>Safe for use by many threads.</i>
 */
public interface ClusterFeed extends AutoCloseable {
  /** Completes when all kinds wanted have been listed once. Never fails. */
  CompletionStage<Void> synced();

  /** What it waits for, such as {@code EndpointSlices: 403 Forbidden}; empty when for nothing. */
  String waitingFor();

  /** For how long the source, or the one kind of object that is worst off, was not heard. */
  Duration silence();

  /** Stops feeding: once this returns, the index is not called any more. */
  @Override
  void close();
}
