using System.Text.Json;
using System.Text.Json.Serialization;

namespace Shouwang.Host;

/// <summary>The character NUL is in nobody's text: no database keeps it, and what carries it was made to break something. It is refused where text comes in.</summary>
/// <remarks>Forms are refused by the reader of forms, paths by the server itself; here it is addresses and JSON.</remarks>
static class PlainText
{
    public static Task Demand(HttpContext http, RequestDelegate next)
    {
        if (!http.Request.QueryString.HasValue || !http.Request.QueryString.Value.Contains("%00", StringComparison.Ordinal)) return next(http);
        http.Response.StatusCode = StatusCodes.Status400BadRequest;
        return Task.CompletedTask; // FailurePage finds the words
    }

    /// <summary>Reads text from JSON, without NUL.</summary>
    public sealed class Converter : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var text = reader.GetString();
            return text?.Contains('\0', StringComparison.Ordinal) == true ? throw new JsonException("NUL in a text") : text;
        }

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
    }
}
