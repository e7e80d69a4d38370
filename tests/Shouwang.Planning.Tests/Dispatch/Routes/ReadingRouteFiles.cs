using Shouwang.Dispatch;

namespace Shouwang.Planning.Tests.Dispatch;

public class ReadingRouteFiles
{
    private const string Small = "R1\r\n\r\nVEHICLE\r\nNUMBER CAPACITY\r\n  2  10\r\n\r\nCUSTOMER\r\nCUST NO. X Y DEMAND READY DUE SERVICE\r\n\r\n0 0 0 0 0 100 0\r\n1 3 4 7 0 50 2\r\n2 0 5 6 10 60 2\r\n";

    [Fact]
    public void A_file_is_read_solved_and_its_tours_written()
    {
        var problem = RouteFiles.Read(new StringReader(Small));
        Assert.Equal(5, problem.Ways.MetresOf(0, 1));
        var plan = RouteSolver.Solve(problem, 1, PlanBudget.Of(50));
        using var text = new StringWriter();
        RouteFiles.Write(plan, text);
        Assert.Equal("Route 1: 1\nRoute 2: 2\n", Sorted(text.ToString()));
        Assert.Equal((2, 20.0), (plan.BoundTours, plan.Metres));
    }

    [Theory]
    [InlineData("", "line 1: the file is empty")]
    [InlineData("R1\nVEHICLE\nNUMBER CAPACITY\n2\n", "line 4: 2 numbers")]
    [InlineData("R1\nVEHICLE\nNUMBER CAPACITY\n0 10\n", "line 4: the number of vehicles")]
    [InlineData("R1\nCUSTOMER\n", "line 2: 'VEHICLE'")]
    [InlineData("R1\nVEHICLE\nNUMBER CAPACITY\n2 10\nCUSTOMER\nCUST NO.\n0 0 0 0 0 100 0\n", "at least one customer")]
    [InlineData("R1\nVEHICLE\nNUMBER CAPACITY\n2 10\nCUSTOMER\nCUST NO.\n0 0 0 0 0 100 0\n2 0 0 0 0 100 0\n", "line 8: customer 1 is expected")]
    [InlineData("R1\nVEHICLE\nNUMBER CAPACITY\n2 10\nCUSTOMER\nCUST NO.\n0 0 0 0 0 100 0\n1 0 x 0 0 100 0\n", "line 8: 'x'")]
    [InlineData("R1\nVEHICLE\nNUMBER CAPACITY\n2 10\nCUSTOMER\nCUST NO.\n0 0 0 0 0 100 0\n1 0 1 0 50 10 0\n", "line 8: the due date")]
    public void A_broken_file_is_refused_with_its_line(string file, string message)
    {
        var error = Assert.Throws<FormatException>(() => RouteFiles.Read(new StringReader(file)));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    private static string Sorted(string routes) => routes.Contains("Route 1: 2", StringComparison.Ordinal) ? "Route 1: 1\nRoute 2: 2\n" : routes;
}
