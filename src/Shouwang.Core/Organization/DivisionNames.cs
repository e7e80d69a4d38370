namespace Shouwang.Organization;

/// <summary>实践网络名称: the names of centers, institutes and stations, made from the names of administrative areas.</summary>
public static class DivisionNames
{
    private const string Movement = "新时代文明实践";

    // Committees whose area is a village or a herders' gacha, and committees of residents; longer ones first.
    private static readonly string[] VillageCommittees = ["村民委员会", "牧民委员会", "村委会", "牧委会"];
    private static readonly string[] ResidentCommittees = ["居民委员会", "居民居委会", "居委会"];

    /// <summary>中心名称: 石景山区 becomes 石景山区新时代文明实践中心.</summary>
    public static string Center(string area) => area.Trim() + Movement + "中心";

    /// <summary>所名称: 八宝山街道 (also 八宝山街道办事处) becomes 八宝山街道新时代文明实践所.</summary>
    public static string Institute(string township) => Without(township.Trim(), "街道办事处") is { } street ? street + "街道" + Movement + "所" : township.Trim() + Movement + "所";

    /// <summary>站名称: 八角北里社区居委会 becomes 八角北里社区新时代文明实践站.</summary>
    /// <param name="committee">Name of the residents' or villagers' committee.</param>
    /// <param name="township">Name of the street or township, for the few committees that have no name of their own.</param>
    public static string Station(string committee, string township) => Area(committee, township) + Movement + "站";

    /// <summary>简称: 八角北里社区新时代文明实践站 becomes 八角北里社区, for lists in which the rest only repeats; other names stay.</summary>
    public static string Short(string unit) => unit.LastIndexOf(Movement, StringComparison.Ordinal) is > 0 and var at ? unit[..at] : unit;

    /// <summary>社区、村: the area a committee stands for: 社区居委会 becomes 社区, 村委会 becomes 村; other names stay.</summary>
    public static string Area(string committee, string township)
    {
        var name = committee.Trim();
        foreach (var suffix in VillageCommittees)
            if (Without(name, suffix) is { } stem) return Ending(stem, township, "村");
        foreach (var suffix in ResidentCommittees)
            if (Without(name, suffix) is { } stem) return Ending(stem, township, "社区");
        return Without(name, "嘎查委会") is { } gacha ? gacha + "嘎查" : name;
    }

    private static string Ending(string stem, string township, string word)
    {
        if (stem.Length == 0 || stem == word) return Seat(township) + word;
        return stem.EndsWith('村') || stem.EndsWith("嘎查", StringComparison.Ordinal) || stem.Contains("社区", StringComparison.Ordinal)
            ? word == "社区" && stem.EndsWith('村') ? stem + word : stem
            : stem + word;
    }

    private static string Seat(string township) => Without(township.Trim(), "街道") ?? township.Trim();

    private static string? Without(string name, string suffix) => name.EndsWith(suffix, StringComparison.Ordinal) ? name[..^suffix.Length] : null;
}
