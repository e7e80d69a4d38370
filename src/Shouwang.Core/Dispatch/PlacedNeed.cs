using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>点单内容: a need as it is placed; what is personal is already under encryption.</summary>
public sealed record PlacedNeed
{
    /// <summary>The unit that serves the place.</summary>
    public required IInUnit Unit { get; init; }

    /// <summary>The menu item wanted.</summary>
    public required MenuItem Item { get; init; }

    /// <summary>The number for staff.</summary>
    public required string Number { get; init; }

    /// <summary>Keyed hash of the tracking code.</summary>
    public required string TrackingHash { get; init; }

    /// <summary>How it came.</summary>
    public required OrderSource Source { get; init; }

    /// <summary>How soon.</summary>
    public Urgency Urgency { get; init; }

    /// <summary>Wished start; null for as soon as possible.</summary>
    public DateTimeOffset? WantedFrom { get; init; }

    /// <summary>Where on the map, when known.</summary>
    public GeoPoint? Place { get; init; }

    /// <summary>称呼.</summary>
    public required SealedText ContactName { get; init; }

    /// <summary>电话.</summary>
    public required SealedText Phone { get; init; }

    /// <summary>Index of the phone.</summary>
    public required BlindIndex PhoneIndex { get; init; }

    /// <summary>地址.</summary>
    public required SealedText Address { get; init; }

    /// <summary>Index of the address.</summary>
    public required BlindIndex AddressIndex { get; init; }

    /// <summary>需求说明.</summary>
    public SealedText? Note { get; init; }

    /// <summary>The door code used, if any.</summary>
    public DoorCodeId? DoorCodeId { get; init; }

    /// <summary>性别意愿.</summary>
    public Gender? WishedGender { get; init; }

    /// <summary>语言意愿.</summary>
    public string? WishedLanguage { get; init; }

    internal IEnumerable<Refusal> Check(DateTimeOffset at)
    {
        if (!Item.IsOffered) yield return new Refusal("dispatch.menu.not-offered").At("kind");
        if (WantedFrom < at.AddMinutes(-5)) yield return new Refusal("dispatch.order.starts-in-the-past").At("from");
        if (WantedFrom > at.AddDays(90)) yield return new Refusal("dispatch.order.too-far-ahead", ("days", 90)).At("from");
        if (Place is { IsOnGlobe: false }) yield return new Refusal("dispatch.order.off-the-globe").At("place");
        if (WishedLanguage is not null && !LanguageCatalog.Has(WishedLanguage)) yield return new Refusal("dispatch.order.unknown-language").At("language");
    }
}
