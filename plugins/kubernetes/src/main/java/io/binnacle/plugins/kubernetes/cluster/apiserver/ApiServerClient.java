// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster.apiserver;

import io.binnacle.plugins.kubernetes.cluster.Mark;
import io.binnacle.plugins.kubernetes.cluster.RequestObserver;
import io.binnacle.plugins.kubernetes.cluster.Value;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks one API server, as whom and with what trust the files said when it was made.
 *
 * <p><i>Safe for use by many threads.</i> It has no state of its own.
 */
final class ApiServerClient implements AutoCloseable {
  private static final int MAX_PROBLEM = 64 << 10;

  private final String address;
  private final HttpClient http;
  private final Duration answer;
  private final RequestObserver requests;

  private ApiServerClient(
      String address, HttpClient http, Duration answer, RequestObserver requests) {
    this.address = address;
    this.http = http;
    this.answer = answer;
    this.requests = requests;
  }

  /**
   * A client for this way of access.
   *
   * @param answer how long a response may take to begin
   */
  static ApiServerClient open(ApiServerAccess access, Duration answer, RequestObserver requests)
      throws IOException {
    Config config = ClientConfig.of(access);
    String address = config.getMasterUrl().replaceFirst("/+$", "");
    try {
      HttpClient http = Authorities.configure(new JdkHttpClientFactory(), config).build();
      return new ApiServerClient(address, http, answer, requests);
    } catch (KubernetesClientException | GeneralSecurityException e) {
      throw new IOException(address + ": " + ClientConfig.rootMessage(e), e);
    }
  }

  /**
   * The body of what the server has at this path; to be closed.
   *
   * @param silence how long it may send nothing
   * @throws ApiServerException if the server says no
   */
  BodyStream get(String path, Duration silence) throws IOException, InterruptedException {
    HttpRequest request =
        http.newHttpRequestBuilder()
            .uri(address + path)
            .header("Accept", "application/json")
            .build();
    BodyStream body = new BodyStream(silence);
    HttpResponse<AsyncBody> response = ask(request, body);
    body.begin(response.body());
    if (response.code() != 200) {
      try (body) {
        throw ApiServerException.of(response.code(), problem(body), retryAfter(response));
      }
    }
    return body;
  }

  private HttpResponse<AsyncBody> ask(HttpRequest request, BodyStream body)
      throws IOException, InterruptedException {
    long asked = System.nanoTime();
    String code = RequestObserver.NO_RESPONSE;
    try {
      HttpResponse<AsyncBody> response = await(http.consumeBytes(request, body));
      code = String.valueOf(response.code());
      return response;
    } finally {
      requests.answered(request.uri().getAuthority(), code, System.nanoTime() - asked);
    }
  }

  private HttpResponse<AsyncBody> await(CompletableFuture<HttpResponse<AsyncBody>> response)
      throws IOException, InterruptedException {
    try {
      return response.get(answer.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      abandon(response);
      throw new SocketTimeoutException("no answer for " + answer.toSeconds() + " seconds");
    } catch (InterruptedException e) {
      abandon(response);
      throw e;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    }
  }

  private static void abandon(CompletableFuture<HttpResponse<AsyncBody>> response) {
    var _ = response.thenAccept(late -> late.body().cancel());
  }

  /** What the body of a refusal says, which need not be JSON. */
  private static Value problem(BodyStream body) throws IOException {
    byte[] bytes = body.readNBytes(MAX_PROBLEM);
    try (JsonStream json = new JsonStream(new ByteArrayInputStream(bytes), false)) {
      Value status = json.next();
      return status == null ? new Value.Absent(Mark.NONE) : status;
    } catch (IOException e) {
      return new Value.Absent(Mark.NONE);
    }
  }

  private static Duration retryAfter(HttpResponse<?> response) {
    String seconds = response.header("Retry-After");
    try {
      return seconds == null ? Duration.ZERO : Duration.ofSeconds(Integer.parseInt(seconds));
    } catch (NumberFormatException e) {
      return Duration.ZERO; // a date, which no API server sends
    }
  }

  /** What went wrong, for people. */
  String describe(IOException failure) {
    if (failure instanceof ApiServerException) {
      return String.valueOf(failure.getMessage());
    }
    return address + ": " + reason(failure);
  }

  private static String reason(Throwable failure) {
    String reason = null;
    boolean isConnecting = false;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      isConnecting |= cause instanceof ConnectException;
      if (cause.getMessage() != null) {
        reason = cause.getMessage();
      }
    }
    return reason != null ? reason : isConnecting ? "cannot connect" : nameOf(failure);
  }

  private static String nameOf(Throwable failure) {
    return failure.getClass().getSimpleName();
  }

  @Override
  public void close() {
    http.close();
  }
}
