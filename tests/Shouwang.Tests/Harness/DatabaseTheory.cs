using Xunit.Abstractions;
using Xunit.Sdk;

namespace Shouwang.Harness;

/// <summary>
/// A test that runs on each database: its first parameter is the <see cref="Engine"/>; rows of further data attributes follow it.
/// Without a PostgreSQL server (environment variable <c>SHOUWANG_TEST_POSTGRES</c>) those cases show as skipped by name.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("Shouwang.Harness.DatabaseTheoryDiscoverer", "Shouwang.Tests")]
public sealed class DatabaseTheoryAttribute : TheoryAttribute;

public sealed class DatabaseTheoryDiscoverer(IMessageSink diagnostics) : IXunitTestCaseDiscoverer
{
    public IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute)
    {
        var rows = Rows(testMethod).ToList();
        foreach (var engine in Enum.GetValues<Engine>())
        foreach (var row in rows)
            yield return Case(discoveryOptions, testMethod, engine, [engine, .. row]);
    }

    private XunitTestCase Case(ITestFrameworkDiscoveryOptions options, ITestMethod method, Engine engine, object?[] arguments)
    {
        var (display, displayOptions) = (options.MethodDisplayOrDefault(), options.MethodDisplayOptionsOrDefault());
        return engine == Engine.Postgres && PostgresServer.Connection is null
            ? new XunitSkippedDataRowTestCase(diagnostics, display, displayOptions, method, "No PostgreSQL server given (SHOUWANG_TEST_POSTGRES)", arguments)
            : new XunitTestCase(diagnostics, display, displayOptions, method, arguments);
    }

    private static IEnumerable<object?[]> Rows(ITestMethod method)
    {
        var sources = method.Method.GetCustomAttributes(typeof(DataAttribute)).ToList();
        if (sources.Count == 0) return [[]];
        return sources.SelectMany(source => ((DataAttribute)((IReflectionAttributeInfo)source).Attribute).GetData(((IReflectionMethodInfo)method.Method).MethodInfo));
    }
}
