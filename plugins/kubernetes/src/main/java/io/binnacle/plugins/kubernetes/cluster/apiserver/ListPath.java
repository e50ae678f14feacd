// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster.apiserver;

import io.binnacle.plugins.kubernetes.cluster.Kind;
import io.binnacle.plugins.kubernetes.cluster.LabelSelector;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Where the API server has all objects of a kind that have certain labels.
 *
 * <p><i>Immutable.</i>
 *
 * @see <a href="https://kubernetes.io/docs/reference/using-api/api-concepts/">Kubernetes API
 *     concepts</a>
 */
final class ListPath {
  /** Pods that are finished have no address of their own any more. */
  private static final String LIVE_PODS =
      "status.phase!=Succeeded,status.phase!=Failed,status.phase!=Unknown";

  private final String base;

  private ListPath(String base) {
    this.base = base;
  }

  static ListPath of(Kind kind, LabelSelector labels) {
    String version = kind.apiVersion();
    StringBuilder base = new StringBuilder(version.indexOf('/') < 0 ? "/api/" : "/apis/");
    base.append(version).append('/').append(kind.plural()).append('?');
    if (!labels.isAll()) {
      base.append("labelSelector=").append(encode(labels.toString())).append('&');
    }
    if (kind == Kind.POD) {
      base.append("fieldSelector=").append(encode(LIVE_PODS)).append('&');
    }
    return new ListPath(base.toString());
  }

  /** All in one piece. */
  String all() {
    return base.substring(0, base.length() - 1);
  }

  /**
   * A page.
   *
   * @param next what the page before said to ask for; empty for the first
   */
  String page(int limit, String next) {
    return base + "limit=" + limit + (next.isEmpty() ? "" : "&continue=" + encode(next));
  }

  /**
   * What changes.
   *
   * @param version from here on; when empty, all that is there first
   */
  String watch(String version, long seconds) {
    return base
        + "watch=true&allowWatchBookmarks=true&timeoutSeconds="
        + seconds
        + (version.isEmpty()
            ? "&sendInitialEvents=true&resourceVersionMatch=NotOlderThan"
            : "&resourceVersion=" + encode(version));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
