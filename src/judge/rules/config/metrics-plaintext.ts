import type { ChannelId } from "../../../model/channels/channel.ts";
import { pushesNothing } from "../../../model/channels/outgoing.ts";
import type { Instance } from "../../../model/instances/instance.ts";
import { readUrl } from "../../../model/instances/url.ts";
import { isAtLeast } from "../../../model/instances/version.ts";
import { httpsFix } from "../../changes.ts";
import type { Rule } from "../../rule.ts";
import { shown } from "../../settings/shown.ts";
import { isLoopbackAddress, isPlainHttp } from "../../settings/url-scheme.ts";
import { writtenText } from "../../settings/written.ts";

export const metricsPlaintext: Rule = {
  id: "config/metrics-plaintext",
  phase: "files",
  meta: () => ({
    title: "Metrics are pushed or fetched in plaintext",
    why: "Metrics show how the cluster is laid out, how busy it is and when it is weak. Over http anyone on the way can read them, and can answer in place of the metric storage with any data.",
    fix: "Use an https:// URL, or leave the setting empty and let a scraper fetch the metrics over TLS.",
    threats: ["eavesdropping", "man-in-the-middle"],
    controls: ["PCI-DSS-4.0.1:4.2.1", "HIPAA:164.312(e)(1)", "CWE-319"],
    policies: { baseline: "warning", strict: "error" },
    since: "0.1.0",
    fixes: ["unsafe"],
    sources: [
      "pd: pkg/utils/metricutil/metricutil.go (push; no scheme is http), server/api/metric.go (metric storage)",
      "tikv until v4.0: components/tikv_util/src/metrics/mod.rs, run_prometheus; later versions push nothing (setup.rs)",
    ],
    versions: "PD: all; TiKV: metric.address until v4.0, later versions do not push. A loopback address is not reported",
    example: {
      bad: { pd: `[metric]\naddress = «"10.0.0.9:9091"»\n[pd-server]\nmetric-storage = «"http://prometheus.prod:9090"»\n` },
      good: {
        pd: `[metric]\naddress = "https://push.prod:9091"\n[pd-server]\nmetric-storage = "https://prometheus.prod:9090"\n`,
      },
    },
  }),

  *check(model) {
    for (const instance of model.environments.flatMap((environment) => environment.instances)) {
      for (const { key, channel, what } of metricSettings(instance)) {
        const url = writtenText(instance, key);
        if (url.kind !== "known" || isLoopbackAddress(url.value)) continue;
        const hasNoScheme = readUrl(url.value).scheme === undefined;
        // Without a scheme a push goes over http; a metric storage without one is refused.
        if (!isPlainHttp(url.value) && !(hasNoScheme && key === "metric.address")) continue;
        yield {
          at: url.span,
          subject: key,
          environment: instance.environment,
          component: instance.component,
          channels: [channel],
          message: `${what} ${shown(url.value)} in plaintext${hasNoScheme ? ": an address without a scheme is http" : ""}`,
          help: `write an https:// URL, or leave ${key} empty`,
          fix: httpsFix(url),
        };
      }
    }
  },
};

interface MetricSetting {
  readonly key: string;
  readonly channel: ChannelId;
  readonly what: string;
}

function metricSettings(instance: Instance): readonly MetricSetting[] {
  const pushes = !pushesNothing(instance);
  if (instance.component === "tikv") {
    const isRead = !isAtLeast(instance.version, "v5.0.0");
    return isRead && pushes ? [{ key: "metric.address", channel: "tikv-metric-push", what: "TiKV pushes its metrics to" }] : [];
  }
  const storage: MetricSetting = { key: "pd-server.metric-storage", channel: "pd-metric-storage", what: "PD queries metrics at" };
  return pushes ? [{ key: "metric.address", channel: "pd-metric-push", what: "PD pushes its metrics to" }, storage] : [storage];
}
