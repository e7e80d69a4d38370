// local until the other branch is here
namespace Shouwang.Dispatch;

static class OrderSecrets
{
    public const string Name = "order.name", Phone = "order.phone", Address = "order.address", Note = "order.note", Reason = "order.reason", HandOver = "order.hand-over", Words = "review.words", Tracking = "order.tracking";
}

static class TrackingCode
{
    public static string? Plain(string? code) => code;
    public static IEnumerable<string> Groups(string? code) => (code ?? "").Chunk(4).Select(part => new string(part));
}
