global using Shouwang.Foundation;
