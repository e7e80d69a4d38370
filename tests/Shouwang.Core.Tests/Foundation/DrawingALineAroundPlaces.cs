namespace Shouwang.Foundation;

public sealed class DrawingALineAroundPlaces
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 7)]
    [InlineData(40, 11)]
    public void Every_place_lies_inside_and_the_line_is_convex_and_closed(int count, int seed)
    {
        var random = new Random(seed);
        var places = Enumerable.Range(0, count).Select(_ => new GeoPoint(39.9 + random.NextDouble() / 10, 116.1 + random.NextDouble() / 10)).ToList();
        var line = GeoHull.Around(places, 300);
        Assert.Equal(line[0], line[^1]);
        for (var i = 0; i + 1 < line.Count; i++)
        {
            var next = line[(i + 1) % (line.Count - 1) + 1];
            Assert.True(Left(line[i], line[i + 1], next) > 0, "the line turns inward");
            Assert.All(places, place => Assert.True(Left(line[i], line[i + 1], place) > 0, "a place lies outside"));
        }
    }

    [Fact]
    public void The_line_keeps_its_distance()
    {
        var line = GeoHull.Around([new GeoPoint(39.9, 116.2)], 300);
        Assert.All(line, corner => Assert.InRange(corner.MetresTo(new GeoPoint(39.9, 116.2)), 295, 305));
    }

    [Fact]
    public void Without_places_there_is_no_line() => Assert.Empty(GeoHull.Around([], 300));

    private static double Left(GeoPoint a, GeoPoint b, GeoPoint c) => (b.Longitude - a.Longitude) * (c.Latitude - a.Latitude) - (b.Latitude - a.Latitude) * (c.Longitude - a.Longitude);
}
