using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using System.Xml;

namespace Shouwang.Dispatch;

/// <summary>One named value of an answer; the value is a text, number, truth, null, <see cref="Element"/>s, or <see cref="Several"/>.</summary>
sealed record Element(string Name, object? Value);

/// <summary>Several values; XML names each of them, JSON does not.</summary>
sealed record Several(string Each, IReadOnlyList<object?> Values)
{
    public static Several Of(string each, IEnumerable<IReadOnlyList<Element>> values) => new(each, [.. values]);
}

/// <summary>An answer before it is written: a list of things, or one thing.</summary>
/// <param name="Root">Name of the XML root; JSON has none.</param>
/// <param name="Content"><see cref="Several"/>, or the <see cref="Element"/>s of one thing.</param>
sealed record GeoReportAnswer(string Root, object Content, int Status = StatusCodes.Status200OK)
{
    public static GeoReportAnswer Errors(int status, IEnumerable<string> descriptions) =>
        new("errors", Several.Of("error", descriptions.Select(Element[] (text) => [new("code", status), new("description", text)])), status);
}

/// <summary>GeoReport v2 in its two formats: XML without namespace in which empty elements are kept, and JSON by the Spark convention.</summary>
static class GeoReportText
{
    private static readonly JsonWriterOptions JsonForm = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };
    private static readonly XmlWriterSettings XmlForm = new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), CheckCharacters = false };

    public static (string ContentType, byte[] Body) Write(GeoReportAnswer answer, bool json) =>
        json ? ("application/json; charset=utf-8", Json(answer)) : ("text/xml; charset=utf-8", Xml(answer));

    private static byte[] Json(GeoReportAnswer answer)
    {
        using var body = new MemoryStream();
        using (var writer = new Utf8JsonWriter(body, JsonForm)) Write(writer, answer.Content);
        return body.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null or "": writer.WriteNullValue(); break; // an empty element is null
            case string text: writer.WriteStringValue(text); break;
            case bool truth: writer.WriteBooleanValue(truth); break;
            case int number: writer.WriteNumberValue(number); break;
            case double number: writer.WriteNumberValue(number); break;
            case Several several:
                writer.WriteStartArray();
                foreach (var each in several.Values) Write(writer, each);
                writer.WriteEndArray();
                break;
            case IReadOnlyList<Element> thing:
                writer.WriteStartObject();
                foreach (var element in thing)
                {
                    writer.WritePropertyName(element.Name);
                    Write(writer, element.Value);
                }
                writer.WriteEndObject();
                break;
            default: throw new InvalidOperationException($"{value.GetType()} has no form in GeoReport.");
        }
    }

    private static byte[] Xml(GeoReportAnswer answer)
    {
        using var body = new MemoryStream();
        using (var writer = XmlWriter.Create(body, XmlForm)) Write(writer, answer.Root, answer.Content);
        return body.ToArray();
    }

    private static void Write(XmlWriter writer, string name, object? value)
    {
        writer.WriteStartElement(name);
        if (value is Several several) foreach (var each in several.Values) Write(writer, several.Each, each);
        else if (value is IReadOnlyList<Element> thing) foreach (var element in thing) Write(writer, element.Name, element.Value);
        else writer.WriteString(Plain(value));
        writer.WriteEndElement();
    }

    private static string Plain(object? value) => value switch
    {
        null => "",
        bool truth => truth ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => string.Concat(value.ToString()!.EnumerateRunes().Select(rune => IsXml(rune) ? rune.ToString() : "\uFFFD")),
    };

    // XML 1.0 has no form at all for most control characters.
    private static bool IsXml(Rune rune) => rune.Value is '\t' or '\n' or '\r' or >= 0x20 and not 0xFFFE and not 0xFFFF;
}
