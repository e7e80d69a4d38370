using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;

namespace Shouwang.Architecture;

/// <summary>Who can reach what from outside, and by which shape of code.</summary>
public sealed class DoorsAndPages
{
    private static readonly Type[] Types = typeof(ShouwangDb).Assembly.GetTypes();

    /// <summary>Breaks silently without it: an address opened by mistake would be found by strangers first.</summary>
    /// <remarks>A wanted change is accepted by running the tests once with <c>UPDATE_SNAPSHOTS=true</c>, and read in the review.</remarks>
    [Fact]
    public async Task The_addresses_of_the_house_are_the_agreed_ones()
    {
        await using var house = await TestHouse.On(Engine.Sqlite);
        var found = house.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().SelectMany(Lines).Distinct().Order(StringComparer.Ordinal).ToList();
        var file = Sources.Folder("tests", "Shouwang.Tests", "Architecture", "Endpoints.txt");
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "true") await File.WriteAllLinesAsync(file, found);
        var agreed = await File.ReadAllLinesAsync(file);
        None.Of([.. found.Except(agreed).Select(line => "not agreed: " + line), .. agreed.Except(found).Select(line => "gone: " + line)]);
    }

    // Files of the front end while developing, and the framework's page that follows a redirect in the browser: neither holds anything.
    private static readonly string?[] OfTheFramework = ["{**path:file}", "/_framework/opaque-redirect"];

    /// <summary>Breaks silently without it: an endpoint of which nobody has said who may call it.</summary>
    [Fact]
    public async Task Every_endpoint_says_who_may_call_it()
    {
        await using var house = await TestHouse.On(Engine.Sqlite);
        var silent = house.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => Access(endpoint) is null).Select(endpoint => endpoint.RoutePattern.RawText).Except(OfTheFramework);
        None.Of(silent);
    }

    /// <summary>Breaks silently without it: a page is open to all because its author forgot the line.</summary>
    [Fact]
    public void Every_page_names_the_access_it_needs() => None.Of(Pages
        .Where(page => !page.IsDefined(typeof(AuthorizeAttribute)) && !page.IsDefined(typeof(AllowAnonymousAttribute))).Select(page => page.FullName));

    /// <summary>Breaks silently without it: use cases with several ways in, of which one forgets the check.</summary>
    [Fact]
    public void A_use_case_is_sealed_and_has_one_public_Run()
    {
        var useCases = Types.Where(type => type is { IsClass: true, IsAbstract: false } && Public(type).Any(method => method.Name == "Run"
            && method.ReturnType is { IsGenericType: true } task && task.GetGenericTypeDefinition() == typeof(Task<>) && IsResult(task.GetGenericArguments()[0])));
        None.Of(useCases.Where(type => !type.IsSealed || Public(type).Count(method => method.Name == "Run") != 1).Select(type => type.FullName));
    }

    private static IEnumerable<Type> Pages => Types.Where(type => type.IsDefined(typeof(RouteAttribute)));

    private static MethodInfo[] Public(Type type) => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly);

    private static bool IsResult(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Result<>);

    // Files of the front end have fingerprints in their names; who may fetch them is one rule in the house.
    private static IEnumerable<string> Lines(RouteEndpoint endpoint)
    {
        if (endpoint.Metadata.Any(metadata => metadata.GetType().Name == "StaticAssetDescriptor") || OfTheFramework.Contains(endpoint.RoutePattern.RawText)) return [];
        var methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["ANY"];
        return methods.Select(method => $"{method,-6} {endpoint.RoutePattern.RawText}  {Access(endpoint) ?? "UNDECLARED"}");
    }

    private static string? Access(RouteEndpoint endpoint)
    {
        if (endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null) return "anyone";
        var demands = endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>();
        if (demands.Count == 0) return null;
        var named = demands.Select(demand => demand.Policy ?? demand.Roles).Where(name => name is not null).Distinct().ToList();
        return named.Count == 0 ? "logged in" : string.Join(" + ", named);
    }
}
