# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# Read by .ci/e2e: what conf/kubernetes ships, applied to a real API server in the place of CoreDNS, and the rights it gives.
shipped=conf/kubernetes
role=system:coredns
account=system:serviceaccount:kube-system:coredns
of() { kubectl -n kube-system get "$1" -o "jsonpath=$2"; } # OBJECT PATH
refused() { kubectl apply --server-side --force-conflicts --dry-run=server --validate=strict -f "$1" 2>&1 >/dev/null; } # FILE
identities() { of deployment/coredns '{.metadata.uid} '; of service/kube-dns '{.metadata.uid}'; }
first_line() { of configmap/coredns '{.data.Corefile}' | head -n 1; }
would_change() { kubectl diff -f "$1" 2>&1; } # FILE
rights() { kubectl auth can-i --list --no-headers --as "$1" | awk '{ print $1, $(NF - 1), $NF }' | sort; } # ACCOUNT
granted() { comm -13 <(rights system:serviceaccount:kube-system:default) <(rights $account); } # beyond what any account may

in_coredns_place() {
  local file before
  kubectl create -f .ci/cluster/coredns.yaml >/dev/null
  before=$(identities)
  for file in $shipped/{binnacle,pods,multicluster}.yaml; do is "$(basename $file) is valid, field by field" "" refused $file; done
  kubectl apply -l k8s-app=kube-dns -f $shipped/binnacle.yaml >/dev/null 2>&1
  is "Deployment and Service are the same objects as before" "$before" identities
  is "with one container, of another image" binnacle:0.1.0 of deployment/coredns '{.spec.template.spec.containers[*].image}'
  is "the cluster's Corefile is left alone" "# ours" first_line
  kubectl apply -f $shipped/binnacle.yaml >/dev/null 2>&1
  is "unless all is applied" ".:53 {" first_line
  is "and then nothing would change any more" "" would_change $shipped/binnacle.yaml
  is "the account may list and watch what it needs, and nothing else" "endpointslices.discovery.k8s.io [list watch]
namespaces [list watch]
services [list watch]" granted
}

# The monitor is an object of the Prometheus operator, whatever is in it.
monitors='{"apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
  "metadata": {"name": "servicemonitors.monitoring.coreos.com"},
  "spec": {"group": "monitoring.coreos.com", "scope": "Namespaced", "names": {"kind": "ServiceMonitor", "plural": "servicemonitors"},
    "versions": [{"name": "v1", "served": true, "storage": true,
      "schema": {"openAPIV3Schema": {"type": "object", "x-kubernetes-preserve-unknown-fields": true}}}]}}'
charts_are_valid() {
  local file
  mkdir "$work/chart"
  .ci/chart "$work/chart"
  kubectl apply -f - <<<"$monitors" >/dev/null
  kubectl wait --for condition=established --timeout 20s crd/servicemonitors.monitoring.coreos.com >/dev/null
  for file in "$work"/chart/*.yaml; do
    [ ! -f "$file" ] || is "the chart's objects are valid, field by field: $(basename "$file" .yaml)" "" refused "$file"
  done
}

ready_of() { cluster exec "$1" curl -s http://127.0.0.1:8181/ready; } # POD
missing() { sed -n 's/^.*kubernetes: \([a-z]*: 403 Forbidden\):.*/\1/p' "$work/$1.log" | sort -u; } # POD
# NAME ADDRESS: a server of no rights but those of the manifest: account, user, no capability, ports from 53
start_as_shipped() {
  cluster pod "$1" "$2" -n kube-system --unready
  cluster exec "$1" sysctl -qw net.ipv4.ip_unprivileged_port_start=53
  (exec bash "$kube/cluster.sh" exec --as kube-system/coredns "$1" setpriv --reuid 65532 --regid 65532 --clear-groups --bounding-set=-all --inh-caps=-all \
    --no-new-privs "$work/home/bin/binnacle" -conf "$work/home/Corefile") >"$work/$1.log" 2>&1 9>&- &
}

rights_suffice() {
  local lacking n=60 started
  chmod 755 "$work"
  cp -r "${binnacle%/bin/*}" "$work/home" # where any user may read it
  sed "s|ttl 30|startup_timeout 1s|" "$work/Corefile" >"$work/home/Corefile"
  start_as_shipped bare 10.244.0.$n
  started=$!
  becomes "user 65532 without any capability serves at port 53" 20000 10.107.159.92 cluster exec bare dig +short +tries=1 +time=1 @127.0.0.1 ngx-dep-svc.default.svc.cluster.local
  becomes "and gets ready" 20000 OK ready_of bare
  kill -INT $started || true; wait $started || true
  for lacking in "namespaces /rules/0/resources/0" "services /rules/0/resources/1" "endpointslices /rules/1"; do
    n=$((n + 1))
    kubectl patch clusterrole $role --type json -p "[{\"op\": \"remove\", \"path\": \"${lacking#* }\"}]" >/dev/null
    start_as_shipped lacks-$n 10.244.0.$n
    started=$!
    becomes "without the right to ${lacking% *} it says so" 20000 "${lacking% *}: 403 Forbidden" missing lacks-$n
    becomes "and is not ready, for that alone" 20000 kubernetes ready_of lacks-$n
    kill -INT $started || true; wait $started || true
    kubectl apply -f $shipped/binnacle.yaml >/dev/null
  done
}
