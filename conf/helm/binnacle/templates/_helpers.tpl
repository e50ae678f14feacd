{{/* The name of the objects. */}}
{{- define "binnacle.fullname" -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- if .Values.fullnameOverride -}}
{{ .Values.fullnameOverride | trunc 63 | trimSuffix "-" }}
{{- else if .Values.isClusterService -}}
coredns
{{- else if contains $name .Release.Name -}}
{{ .Release.Name | trunc 63 | trimSuffix "-" }}
{{- else -}}
{{ printf "%s-%s" .Release.Name $name | trunc 63 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{- define "binnacle.deployment" -}}
{{ default (include "binnacle.fullname" .) .Values.deployment.name }}
{{- end }}

{{- define "binnacle.service" -}}
{{ default (.Values.isClusterService | ternary "kube-dns" (include "binnacle.fullname" .)) .Values.service.name }}
{{- end }}

{{- define "binnacle.serviceAccount" -}}
{{ default (.Values.serviceAccount.create | ternary (include "binnacle.fullname" .) "default") .Values.serviceAccount.name }}
{{- end }}

{{- define "binnacle.clusterRole" -}}
{{ default (.Values.isClusterService | ternary "system:coredns" (include "binnacle.fullname" .)) .Values.clusterRole.nameOverride }}
{{- end }}

{{- define "binnacle.image" -}}
{{ .Values.image.repository }}:{{ default .Chart.AppVersion .Values.image.tag }}
{{- end }}

{{/* The labels that pods are selected by. */}}
{{- define "binnacle.selector" -}}
{{- if .Values.deployment.selector -}}
{{ toYaml .Values.deployment.selector.matchLabels }}
{{- else if .Values.isClusterService -}}
k8s-app: {{ .Values.k8sAppLabelOverride }}
{{- else -}}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/name: {{ default .Chart.Name .Values.nameOverride }}
{{- end }}
{{- end }}

{{/* The labels that objects have. */}}
{{- define "binnacle.labels" -}}
{{ include "binnacle.selector" . }}
{{- with .Values.customLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* The annotations that objects have: these, given as (list $ ANNOTATIONS), and the custom ones. */}}
{{- define "binnacle.annotations" -}}
{{- with merge dict (index . 1) (index . 0).Values.customAnnotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
{{- end }}
{{- end }}

{{- define "binnacle.corefile" -}}
{{- range $name, $it := .Values.extraConfig -}}
{{ $name }} {{ $it.parameters }}
{{ end }}
{{- range $server := .Values.servers -}}
{{- range default (list dict) .zones }}{{ .scheme }}{{ default "." .zone }}:{{ $server.port }} {{ end }}{
{{- range .plugins }}
    {{ .name }}{{ if hasKey . "parameters" }} {{ .parameters }}{{ end }}
    {{- with .configBlock }} {
{{ . | trim | indent 8 }}
    }
    {{- end }}
{{- end }}
}
{{ end }}
{{- end }}

{{/* The ports of the server blocks, by number, as JSON. */}}
{{- define "binnacle.ports" -}}
{{- $ports := dict }}
{{- range .Values.servers }}
{{- $port := toString .port }}
{{- $tcp := or (not .zones) (dig $port "tcp" false $ports) }}
{{- range .zones }}{{ $tcp = or $tcp .use_tcp }}{{ end }}
{{- $suffix := eq $port "53" | ternary "" (print "-" $port) }}
{{- $_ := set $ports $port (dict "port" .port "servicePort" (default .port .servicePort) "nodePort" .nodePort "tcp" $tcp "suffix" $suffix) }}
{{- end }}
{{- toJson $ports }}
{{- end }}

{{/* The port of the plugin prometheus; nothing without it. */}}
{{- define "binnacle.metricsPort" -}}
{{- $port := "" }}
{{- range .Values.servers }}{{ range .plugins }}
{{- if eq .name "prometheus" }}{{ $port = default ":9153" .parameters | toString | regexFind "[0-9]+$" }}{{ end }}
{{- end }}{{ end }}
{{- $port }}
{{- end }}

{{/* A probe: (list NAME VALUES PATH PORT HOST), the last one where it is not the pod's. */}}
{{- define "binnacle.probe" -}}
{{- if (index . 1).enabled }}
          {{ index . 0 }}:
            httpGet:
              path: {{ index . 2 }}
              port: {{ index . 3 }}
              {{- if gt (len .) 4 }}
              host: {{ index . 4 }}
              {{- end }}
            {{- omit (index . 1) "enabled" | toYaml | nindent 12 }}
{{- end }}
{{- end }}
