// SPDX-License-Identifier: Apache-2.0
package io.binnacle.diff;

import io.binnacle.diff.KubeObject.ImportObject;
import io.binnacle.diff.KubeObject.NamespaceObject;
import io.binnacle.diff.KubeObject.PodObject;
import io.binnacle.diff.KubeObject.ServiceObject;
import io.binnacle.diff.KubeObject.SliceObject;
import io.binnacle.plugins.kubernetes.cluster.IpAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.xbill.DNS.ReverseMap;

/** Addresses as names spell them. */
final class Addresses {
  private static final int OCTETS = 4;

  private Addresses() {}

  /** As a label: {@code 192-0-2-1}, {@code fd00--1}. */
  static String dashed(String address) {
    String dashed = bare(address);
    return dashed.endsWith("-") ? dashed + "0" : dashed;
  }

  /** As a label that ends with a dash where the address ends with a colon. */
  static String bare(String address) {
    return address.replace('.', '-').replace(':', '-');
  }

  /** As a label, in the one spelling of RFC 5952 whatever that of the text. */
  static String canonical(String address) {
    return dashed(IpAddress.of(InetAddress.ofLiteral(address)).text());
  }

  /** As the owner of PTR records. */
  static String reverse(String address) {
    return ReverseMap.fromAddress(InetAddress.ofLiteral(address)).toString();
  }

  /** What a label says. */
  static Optional<InetAddress> of(String label) {
    boolean isIpv4 = label.matches("\\d+(-\\d+){" + (OCTETS - 1) + "}");
    try {
      return Optional.of(InetAddress.ofLiteral(label.replace('-', isIpv4 ? '.' : ':')));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** The addresses that servers on this machine find themselves at. */
  static List<String> ofMachine() throws IOException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
        .map(address -> IpAddress.of(address).text())
        .toList();
  }

  /** All that an object has, as it spells them, but not those that are names. */
  static Stream<String> in(KubeObject object) {
    List<String> addresses =
        switch (object) {
          case NamespaceObject _ -> List.of();
          case ServiceObject service -> service.isHeadless() ? List.of() : service.clusterIps();
          case SliceObject slice when slice.addressType().equals("FQDN") -> List.of();
          case SliceObject slice ->
              slice.endpoints().stream().flatMap(each -> each.addresses().stream()).toList();
          case PodObject pod -> pod.ips();
          case ImportObject imported -> imported.ips();
        };
    return addresses.stream().map(address -> address.toLowerCase(Locale.ROOT));
  }
}
