using System.CommandLine;
using Shouwang.Broadcast;
using Shouwang.Organization;

namespace Shouwang.Host;

/// <summary>The door of a room: everything the room gives to the house is named here, so that no central list grows.</summary>
public abstract class Module
{
    /// <summary>What the room is called where its endpoints are listed for programs; empty for a room without any.</summary>
    public virtual string Chinese => "";

    /// <summary>Use cases, read models and whatever else the room registers.</summary>
    public virtual void AddServices(IServiceCollection services) { }

    /// <summary>The room's HTTP routes; pages are found by themselves.</summary>
    public virtual void MapEndpoints(IEndpointRouteBuilder routes) { }

    /// <summary>The room's verbs on the command line.</summary>
    public virtual IEnumerable<Command> Commands() => [];

    /// <summary>The room's entries in the console's menu.</summary>
    public virtual IEnumerable<MenuEntry> Menu => [];

    /// <summary>The room's entries in the tab bar of a logged-in volunteer's phone.</summary>
    public virtual IEnumerable<TabEntry> Tabs => [];

    /// <summary>What the room adds to the search of the console: types that implement <see cref="IFinder"/>.</summary>
    public virtual IEnumerable<Type> Finders => [];

    /// <summary>Who may do what in this room.</summary>
    public virtual IReadOnlyList<AccessRule> Access => [];

    /// <summary>Which permissions of this room one unit may share with another.</summary>
    public virtual IReadOnlyList<ShareRule> Shareable => [];

    /// <summary>Work that is done by the clock.</summary>
    public virtual IEnumerable<JobEntry> Jobs => [];

    /// <summary>The figures the room answers for: types that implement <see cref="IFigureSource"/>.</summary>
    public virtual IEnumerable<Type> Figures => [];
}

/// <summary>An entry of the console's menu: shown to those who hold the permission anywhere.</summary>
/// <param name="Order">Place in the menu; small numbers first.</param>
/// <param name="Chinese">The words.</param>
/// <param name="Icon">Name in the icon sprite.</param>
/// <param name="Address">Where it leads.</param>
/// <param name="Permission">Who sees it.</param>
/// <param name="Group">Heading under which it stands, one of <see cref="MenuGroups"/>; entries without one come first.</param>
/// <param name="Key">Key or keys that lead there ("g o"), or null.</param>
public sealed record MenuEntry(int Order, string Chinese, string Icon, string Address, Permission Permission, string? Group = null, string? Key = null);

/// <summary>The headings of the console's menu.</summary>
public static class MenuGroups
{
    public const string Loop = "点派接评", People = "队伍", Network = "组织", Overview = "汇总", System = "系统";
}

/// <summary>An entry of the tab bar on a volunteer's phone.</summary>
public sealed record TabEntry(int Order, string Chinese, string Icon, string Address);

/// <summary>Something the search of the console has found.</summary>
/// <param name="Title">What it is called.</param>
/// <param name="Hint">What it is, and where; masked like a list.</param>
/// <param name="Address">Where it opens.</param>
public sealed record Found(string Title, string Hint, string Address);

/// <summary>Finds what a room holds by words typed into the console's search. It looks only where the caller may.</summary>
public interface IFinder
{
    Task<IReadOnlyList<Found>> Find(string words, CancellationToken cancel);
}

/// <summary>A use case that runs by the clock.</summary>
/// <param name="Name">Unique name, shown in logs and in the store.</param>
/// <param name="Every">Pause between two runs.</param>
/// <param name="Run">The work, in a scope of its own.</param>
public sealed record JobEntry(string Name, TimeSpan Every, Func<IServiceProvider, CancellationToken, Task> Run);

/// <summary>Answers for figures: the numbers of a reach over a period, and where the rows behind them are listed.</summary>
public interface IFigureSource
{
    /// <summary>What these figures are about, in Chinese: 点派接评.</summary>
    string Title { get; }

    IReadOnlyList<FigureDefinition> Definitions { get; }

    /// <summary>The figures of everything within the reach, in the order of the definitions.</summary>
    Task<IReadOnlyList<Figure>> Count(Reach reach, Period period, CancellationToken cancel);

    /// <summary>The list that, asked with <c>figure, unit, from, until</c> (days, inclusive) and <c>alone=1</c>, shows exactly the rows behind a figure.</summary>
    string RowsPage(string code);
}

/// <summary>The rooms of the house.</summary>
public static class Rooms
{
    public static IReadOnlyList<Module> All { get; } =
    [
        new HostModule(),
        new OrganizationModule(),
        new BroadcastModule(),
        new Volunteers.VolunteersModule(),
        new Dispatch.DispatchModule(),
        new Plans.PlansModule(),
        new Demo.DemoModule(),
        new Bench.BenchModule(),
    ];

    public static IReadOnlyList<AccessRule> AccessRules { get; } = [.. All.SelectMany(room => room.Access)];

    public static IReadOnlyList<ShareRule> ShareRules { get; } = [.. All.SelectMany(room => room.Shareable)];
}
