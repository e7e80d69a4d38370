global using Microsoft.EntityFrameworkCore;
global using Shouwang.Data;
global using Shouwang.Harness;
