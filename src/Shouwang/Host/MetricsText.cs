using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Shouwang.Host;

/// <summary>Gathers what the house and its web server measure, and writes it as Prometheus text. Labels are names of routes and jobs, never people.</summary>
public sealed class MetricsText : IDisposable
{
    private static readonly double[] Bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
    private static readonly HashSet<string> Labels = ["http.route", "http.request.method", "http.response.status_code", "job", "outcome"];
    private readonly ConcurrentDictionary<(string Name, string Labels), Series> all = new();
    private readonly MeterListener listener = new();

    public MetricsText()
    {
        listener.InstrumentPublished = (instrument, hearing) =>
        {
            if (instrument.Meter.Name is Meters.Name or "Microsoft.AspNetCore.Hosting") hearing.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.Start();
    }

    public string Write()
    {
        var text = new StringBuilder();
        foreach (var kind in all.GroupBy(series => series.Key.Name).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var histogram = kind.First().Value.IsHistogram;
            text.Append(CultureInfo.InvariantCulture, $"# TYPE {kind.Key} {(histogram ? "histogram" : "gauge")}\n");
            foreach (var (key, series) in kind.OrderBy(series => series.Key.Labels, StringComparer.Ordinal)) series.Write(text, key.Name, key.Labels);
        }
        text.Append(CultureInfo.InvariantCulture, $"# TYPE process_resident_memory_bytes gauge\nprocess_resident_memory_bytes {Environment.WorkingSet}\n");
        return text.ToString();
    }

    public void Dispose() => listener.Dispose();

    private void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = new List<string>();
        foreach (var (name, tag) in tags)
            if (Labels.Contains(name) && tag is not null) labels.Add($"{Plain(name)}=\"{Quoted(tag)}\"");
        labels.Sort(StringComparer.Ordinal);
        var histogram = instrument is Histogram<double> or Histogram<long>;
        all.GetOrAdd((Plain(instrument.Name), string.Join(',', labels)), _ => new Series(histogram)).Add(value);
    }

    private static string Plain(string name) => name.Replace('.', '_');

    private static string Quoted(object tag) =>
        (Convert.ToString(tag, CultureInfo.InvariantCulture) ?? "").Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", " ", StringComparison.Ordinal);

    private sealed class Series(bool histogram)
    {
        private readonly Lock turn = new();
        private readonly long[] buckets = new long[Bounds.Length];
        private double sum;
        private long count;

        internal bool IsHistogram => histogram;

        internal void Add(double value)
        {
            lock (turn)
            {
                sum += value;
                count++;
                for (var i = 0; i < Bounds.Length; i++) if (value <= Bounds[i]) buckets[i]++;
            }
        }

        internal void Write(StringBuilder text, string name, string labels)
        {
            lock (turn)
            {
                if (!histogram)
                {
                    text.Append(CultureInfo.InvariantCulture, $"{name}{{{labels}}} {sum}\n");
                    return;
                }
                var more = labels.Length == 0 ? "" : labels + ",";
                for (var i = 0; i < Bounds.Length; i++) text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{{more}le=\"{Bounds[i]}\"}} {buckets[i]}\n");
                text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{{more}le=\"+Inf\"}} {count}\n{name}_sum{{{labels}}} {sum}\n{name}_count{{{labels}}} {count}\n");
            }
        }
    }
}
