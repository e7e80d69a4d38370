using System.Globalization;

namespace Shouwang.Dispatch;

/// <summary>What of the board is asked for; it stands in the address, so that a view can be shared.</summary>
public sealed record BoardFilter
{
    /// <summary>One state; null for everything that is still open.</summary>
    public OrderState? State { get; init; }

    /// <summary>Also what is closed.</summary>
    public bool All { get; init; }

    /// <summary>Code of a menu item.</summary>
    public string? Kind { get; init; }
    public Urgency? Urgency { get; init; }
    public OrderSource? Source { get; init; }

    /// <summary>One queue of exceptions.</summary>
    public OrderException? Queue { get; init; }

    /// <summary>Only those that need hands in this way.</summary>
    public BoardNeed? Need { get; init; }

    /// <summary>Only those placed at least so many hours ago.</summary>
    public int? AgeHours { get; init; }

    /// <summary>A figure of this room: just the orders behind it, over the period from <see cref="PlacedFrom"/> to <see cref="PlacedUntil"/>.</summary>
    public string? Figure { get; init; }

    /// <summary>Beginning of an order's number.</summary>
    public string? Number { get; init; }
    public DateTimeOffset? PlacedFrom { get; init; }
    public DateTimeOffset? PlacedUntil { get; init; }
    public BoardSort Sort { get; init; }

    /// <summary>The last row already seen: its sort time and number.</summary>
    public BoardCursor? After { get; init; }

    /// <summary>True while only orders without an end are asked for.</summary>
    public bool OnlyOpen => !All && (State is null || State.Value.IsOpen() || State == OrderState.Completed) && Number is null && PlacedFrom is null;

    public static BoardFilter Read(IQueryCollection query) => new()
    {
        State = Enumerated<OrderState>(query["state"]),
        All = query["state"] == "all" || query["figure"].Count > 0,
        Figure = FigureRows.Has(query["figure"]) ? query["figure"].ToString() : null,
        Kind = Word(query["kind"]),
        Urgency = Enumerated<Urgency>(query["urgency"]),
        Source = Enumerated<OrderSource>(query["source"]),
        Queue = Enumerated<OrderException>(query["queue"]) is { } queue and not OrderException.None ? queue : null,
        Need = Enumerated<BoardNeed>(query["need"]),
        AgeHours = int.TryParse(query["age"], NumberStyles.None, CultureInfo.InvariantCulture, out var hours) && hours is > 0 and <= 24 * 365 ? hours : null,
        Number = Word(query["q"])?.ToUpperInvariant(),
        PlacedFrom = Day(query["from"]),
        PlacedUntil = Day(query["until"])?.AddDays(1),
        Sort = Enumerated<BoardSort>(query["sort"]) ?? BoardSort.Due,
        After = BoardCursor.Read(query["after"]),
    };

    private static T? Enumerated<T>(string? text) where T : struct, Enum =>
        Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) && !char.IsAsciiDigit(text![0]) ? value : null;

    private static string? Word(string? text) => string.IsNullOrWhiteSpace(text) || text.Length > 60 ? null : text.Trim();

    private static DateTimeOffset? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? Period.Midnight(day, Host.LocalTime.Zone) : null;
}

/// <summary>How an order needs hands; what today's page counts, the board lists.</summary>
public enum BoardNeed
{
    [Term("还没派")] Untriaged,
    [Term("两小时内开始，还缺人")] Soon,
    [Term("问过的人都没接")] Unanswered,
    [Term("派了，还缺人")] Short,
}

/// <summary>What the board is sorted by.</summary>
public enum BoardSort
{
    [Term("期限")] Due,
    [Term("最新点单")] Newest,
    [Term("等待最久")] Oldest,
}

/// <summary>Where a page of the board ends.</summary>
public sealed record BoardCursor(DateTimeOffset At, string Number)
{
    public static BoardCursor? Read(string? text)
    {
        var parts = (text ?? "").Split('_');
        return parts.Length == 2 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < 253402300799999 && parts[1].Length is > 0 and <= 30
            ? new BoardCursor(DateTimeOffset.FromUnixTimeMilliseconds(at), parts[1]) : null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At.ToUnixTimeMilliseconds()}_{Number}");
}
